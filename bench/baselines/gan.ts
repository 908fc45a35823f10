// Generative adversarial network on points in the plane (Goodfellow et al. 2014), non-saturating.
import * as tf from '@tensorflow/tfjs'
import { type Baseline, descend, weightsOf } from './baseline.ts'
import { eightGaussians } from './batches.ts'
import { discriminatorNats, discriminatorOf, generatorNats } from './game.ts'

export function gan(batchSize: number): Baseline {
  const generator = tf.sequential({
    layers: [
      tf.layers.dense({ inputShape: [2], units: 256, activation: 'relu' }),
      tf.layers.dense({ units: 256, activation: 'relu' }),
      tf.layers.dense({ units: 2 }),
    ],
  })
  const discriminator = discriminatorOf(2)
  const generatorWeights = weightsOf(generator)
  const discriminatorWeights = weightsOf(discriminator)
  const generatorOptimizer = tf.train.adam(0.001, 0.5, 0.9)
  const discriminatorOptimizer = tf.train.adam(0.001, 0.5, 0.9)

  return {
    variables: [...generatorWeights, ...discriminatorWeights],
    hidden: 0,
    step: () =>
      tf.tidy(() => {
        const real = eightGaussians(batchSize, 2, 0.05)
        const noise = tf.randomNormal([batchSize, 2])
        const fake = generator.apply(noise) as tf.Tensor
        const first = descend(discriminatorOptimizer, discriminatorWeights, () =>
          discriminatorNats(discriminator, real, fake),
        )
        const second = descend(generatorOptimizer, generatorWeights, () =>
          generatorNats(discriminator, generator.apply(noise) as tf.Tensor),
        )
        return [first, second]
      }),
  }
}
