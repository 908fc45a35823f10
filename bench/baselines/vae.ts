// Variational autoencoder 784-400-20-400-784 (Kingma & Welling 2014).
import * as tf from '@tensorflow/tfjs'
import { type Baseline, descend, weightsOf } from './baseline.ts'
import { binarise, type Images, imageBatches } from './batches.ts'
import { boundNats } from './evidence-lower-bound.ts'

const pixels = 784
const latent = 20

export function vae(images: Images, batchSize: number): Baseline {
  const x = tf.input({ shape: [pixels] })
  const hidden = tf.layers.dense({ units: 400, activation: 'relu' }).apply(x) as tf.SymbolicTensor
  const heads = [0, 1].map(() => tf.layers.dense({ units: latent }).apply(hidden) as tf.SymbolicTensor)
  const encoder = tf.model({ inputs: x, outputs: heads })
  const decoder = tf.sequential({
    layers: [
      tf.layers.dense({ inputShape: [latent], units: 400, activation: 'relu' }),
      tf.layers.dense({ units: pixels }),
    ],
  })
  const variables = weightsOf(encoder, decoder)
  const optimizer = tf.train.adam(0.001)
  const nextBatch = imageBatches(images, batchSize)
  return {
    variables,
    hidden: 0,
    step: () =>
      tf.tidy(() => {
        const batch = binarise(nextBatch()).reshape([batchSize, pixels])
        return [descend(optimizer, variables, () => boundNats(encoder, decoder, batch))]
      }),
  }
}
