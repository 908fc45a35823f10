import * as tf from '@tensorflow/tfjs-core'

/** y = scale x + shift; the shape stays. */
export function rescale(
  { x }: { x: tf.Tensor },
  _weights: object,
  { scale, shift }: { readonly scale: number; readonly shift: number },
): { y: tf.Tensor } {
  return { y: tf.add(tf.mul(x, scale), shift) }
}
