import * as tf from '@tensorflow/tfjs-core'
import { type Described, positionwise } from '../../../src/engine/index.ts'

/**
 * y = scale (x - mean) / sqrt(variance + ε) + shift, with moments over the last axis of each example.
 * x and y `[batch, ..., channels]`, scale and shift `[channels]`.
 */
export function layerNorm(
  { x }: { x: tf.Tensor },
  { scale, shift }: { scale: tf.Tensor; shift: tf.Tensor },
  { epsilon }: { readonly epsilon: number },
): { y: tf.Tensor } {
  const { mean, variance } = tf.moments(x, x.rank - 1, true)
  const normalised = tf.mul(tf.sub(x, mean), tf.rsqrt(tf.add(variance, epsilon)))
  return { y: tf.add(tf.mul(normalised, scale), shift) }
}

layerNorm.incremental = ({ inputs, weights, params, shape }: Described<{ readonly epsilon: number }>) => {
  const channels = shape.at(-1) ?? 1
  const { scale, shift } = weights
  return positionwise(inputs, channels, (position, { rows, inputs: { x }, output }) => {
    const first = position * channels * rows
    for (let row = 0; row < rows; row++) {
      let sum = 0
      for (let k = 0; k < channels; k++) sum += x![first + k * rows + row]!
      const mean = sum / channels
      let squares = 0
      for (let k = 0; k < channels; k++) squares += (x![first + k * rows + row]! - mean) ** 2
      const inverse = 1 / Math.sqrt(squares / channels + params.epsilon)
      for (let k = 0; k < channels; k++) {
        const at = first + k * rows + row
        output[at] = (x![at]! - mean) * inverse * scale!.values[k]! + shift!.values[k]!
      }
    }
  })
}
