// Masked autoencoder 784-500-784 (Germain et al. 2015).
import * as tf from '@tensorflow/tfjs'
import { type Baseline, descend } from './baseline.ts'
import { binarise, type Images, imageBatches } from './batches.ts'
import { bernoulliNats } from './bernoulli-nats.ts'

const pixels = 784
const units = 500

export function made(images: Images, batchSize: number): Baseline {
  const dense = (inputs: number, outputs: number) => ({
    kernel: tf.variable(tf.randomUniform([inputs, outputs], -1, 1).div(Math.sqrt(inputs)) as tf.Tensor2D),
    bias: tf.variable(tf.zeros([outputs])),
  })
  const hidden = dense(pixels, units)
  const output = dense(units, pixels)
  // Hidden unit k sees the pixels up to its degree; pixel i is given by the units of lower degree than its own place.
  const places = tf.range(1, pixels + 1)
  const degrees = tf.floor(tf.linspace(1, pixels - 0.001, units))
  const inputMask = tf.cast(tf.lessEqual(places.expandDims(1), degrees.expandDims(0)), 'float32')
  const outputMask = tf.cast(tf.less(degrees.expandDims(1), places.expandDims(0)), 'float32')
  const variables = [hidden.kernel, hidden.bias, output.kernel, output.bias]
  const optimizer = tf.train.adam(0.001)
  const nextBatch = imageBatches(images, batchSize)

  const loss = (batch: tf.Tensor2D): tf.Scalar => {
    const live = (kernel: tf.Tensor2D, mask: tf.Tensor) => tf.mul<tf.Tensor2D>(kernel, mask)
    const h = tf.fused.matMul({
      a: batch,
      b: live(hidden.kernel, inputMask),
      bias: hidden.bias,
      activation: 'relu',
    })
    const logits = tf.fused.matMul({ a: h, b: live(output.kernel, outputMask), bias: output.bias })
    return bernoulliNats(batch, logits)
  }
  return {
    variables,
    hidden: 0,
    step: () =>
      tf.tidy(() => {
        const batch = binarise(nextBatch()).reshape<tf.Tensor2D>([batchSize, pixels])
        return [descend(optimizer, variables, () => loss(batch))]
      }),
  }
}
