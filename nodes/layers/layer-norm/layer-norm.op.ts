import * as tf from '@tensorflow/tfjs-core'

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
