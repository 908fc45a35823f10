import * as tf from '@tensorflow/tfjs-core'

/** Sums over all axes but the first: `[batch, ...]` to `[batch]`. */
export function sumEvent(x: tf.Tensor): tf.Tensor {
  if (x.rank === 1) return x
  return tf.sum(
    x,
    x.shape.slice(1).map((_, i) => i + 1),
  )
}
