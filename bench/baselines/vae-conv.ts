// Variational autoencoder of convolutions with stride 2 and their transposes.
import * as tf from '@tensorflow/tfjs'
import { type Baseline, descend, weightsOf } from './baseline.ts'
import { binarise, type Images, imageBatches } from './batches.ts'
import { boundNats } from './evidence-lower-bound.ts'

const latent = 20
const halving = { kernelSize: 4, strides: 2, padding: 'same' } as const

export function vaeConv(images: Images, batchSize: number): Baseline {
  const x = tf.input({ shape: [28, 28, 1] })
  const trunk = [
    tf.layers.conv2d({ filters: 32, activation: 'relu', ...halving }),
    tf.layers.conv2d({ filters: 64, activation: 'relu', ...halving }),
    tf.layers.flatten(),
  ]
  const hidden = trunk.reduce((h, layer) => layer.apply(h) as tf.SymbolicTensor, x)
  const heads = [0, 1].map(() => tf.layers.dense({ units: latent }).apply(hidden) as tf.SymbolicTensor)
  const encoder = tf.model({ inputs: x, outputs: heads })
  const decoder = tf.sequential({
    layers: [
      tf.layers.dense({ inputShape: [latent], units: 3136, activation: 'relu' }),
      tf.layers.reshape({ targetShape: [7, 7, 64] }),
      tf.layers.conv2dTranspose({ filters: 32, activation: 'relu', ...halving }),
      tf.layers.conv2dTranspose({ filters: 1, ...halving }),
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
        const batch = binarise(nextBatch())
        return [descend(optimizer, variables, () => boundNats(encoder, decoder, batch))]
      }),
  }
}
