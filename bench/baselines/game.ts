// What the adversarial baselines share: the discriminator and the two losses of the non-saturating game.
import * as tf from '@tensorflow/tfjs'

export const discriminatorOf = (inputs: number): tf.LayersModel =>
  tf.sequential({
    layers: [
      tf.layers.dense({ inputShape: [inputs], units: 256 }),
      tf.layers.leakyReLU({ alpha: 0.2 }),
      tf.layers.dense({ units: 256 }),
      tf.layers.leakyReLU({ alpha: 0.2 }),
      tf.layers.dense({ units: 1 }),
    ],
  })

/** -log σ(s(real)) - log(1 - σ(s(fake))), each averaged over the batch. */
export function discriminatorNats(discriminator: tf.LayersModel, real: tf.Tensor, fake: tf.Tensor): tf.Scalar {
  const realScore = discriminator.apply(real) as tf.Tensor
  const fakeScore = discriminator.apply(fake) as tf.Tensor
  return tf.softplus(tf.neg(realScore)).mean().add(tf.softplus(fakeScore).mean())
}

/** -log σ(s(fake)), averaged over the batch. */
export const generatorNats = (discriminator: tf.LayersModel, fake: tf.Tensor): tf.Scalar =>
  tf.softplus(tf.neg(discriminator.apply(fake) as tf.Tensor)).mean()
