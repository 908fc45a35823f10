import * as tf from '@tensorflow/tfjs-core'

/**
 * The log-determinant of a map that does the same to every position: `perPosition` nats for each of them.
 * x `[batch, ..., channels]`; a scalar, to be added to each example's.
 */
export function atEveryPosition(x: tf.Tensor, perPosition: tf.Tensor): tf.Tensor {
  const positions = x.shape.slice(1, -1).reduce((product, extent) => product * extent, 1)
  return tf.mul(positions, perPosition)
}

/** Mean and variance of each channel over the batch and all positions: `[channels]` each. */
export function channelMoments(x: tf.Tensor): { readonly mean: tf.Tensor; readonly variance: tf.Tensor } {
  return tf.moments(
    x,
    x.shape.slice(0, -1).map((_, axis) => axis),
  )
}
