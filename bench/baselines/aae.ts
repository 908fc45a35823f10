// Adversarial autoencoder of binary digits (Makhzani et al. 2016).
import * as tf from '@tensorflow/tfjs'
import { type Baseline, descend, weightsOf } from './baseline.ts'
import { binarise, type Images, imageBatches } from './batches.ts'
import { bernoulliNats } from './bernoulli-nats.ts'
import { discriminatorNats, discriminatorOf, generatorNats } from './game.ts'

const pixels = 784
const latent = 8

export function aae(images: Images, batchSize: number): Baseline {
  const network = (inputs: number, outputs: number) =>
    tf.sequential({
      layers: [
        tf.layers.dense({ inputShape: [inputs], units: 400, activation: 'relu' }),
        tf.layers.dense({ units: 400, activation: 'relu' }),
        tf.layers.dense({ units: outputs }),
      ],
    })
  const encoder = network(pixels, latent)
  encoder.add(tf.layers.batchNormalization({ momentum: 0.9, epsilon: 1e-5 }))
  const decoder = network(latent, pixels)
  const discriminator = discriminatorOf(latent)
  const encoderWeights = weightsOf(encoder)
  const autoencoderWeights = weightsOf(encoder, decoder)
  const discriminatorWeights = weightsOf(discriminator)
  const reconstruction = tf.train.adam(0.001)
  const discriminatorOptimizer = tf.train.adam(0.001, 0.5)
  const generatorOptimizer = tf.train.adam(0.0004, 0.5)
  const nextBatch = imageBatches(images, batchSize)
  const encode = (batch: tf.Tensor) => encoder.apply(batch, { training: true }) as tf.Tensor

  return {
    variables: [...autoencoderWeights, ...discriminatorWeights],
    hidden: 0,
    step: () =>
      tf.tidy(() => {
        const batch = binarise(nextBatch()).reshape([batchSize, pixels])
        const first = descend(reconstruction, autoencoderWeights, () =>
          bernoulliNats(batch, decoder.apply(encode(batch)) as tf.Tensor),
        )
        const prior = tf.randomNormal([batchSize, latent])
        const codes = encode(batch)
        const second = descend(discriminatorOptimizer, discriminatorWeights, () =>
          discriminatorNats(discriminator, prior, codes),
        )
        const third = descend(generatorOptimizer, encoderWeights, () => generatorNats(discriminator, encode(batch)))
        return [first, second, third]
      }),
  }
}
