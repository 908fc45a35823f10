import * as tf from '@tensorflow/tfjs'
import { bernoulliNats } from './bernoulli-nats.ts'

/** -E[log p(x | z)] + KL(q(z | x) || N(0, 1)) of Bernoulli pixels, averaged over the batch (Kingma & Welling 2014, eq. 10). */
export function boundNats(encoder: tf.LayersModel, decoder: tf.LayersModel, x: tf.Tensor): tf.Scalar {
  const [mean, logVariance] = encoder.apply(x) as [tf.Tensor, tf.Tensor]
  const z = mean.add(logVariance.mul(0.5).exp().mul(tf.randomNormal(mean.shape)))
  const reconstruction = bernoulliNats(x, decoder.apply(z) as tf.Tensor)
  // KL(N(m, v) || N(0, 1)) = (m² + v - log v - 1) / 2
  const kl = mean.square().add(logVariance.exp()).sub(logVariance).sub(1).sum(1).mul(0.5).mean()
  return reconstruction.add(kl)
}
