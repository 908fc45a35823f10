import * as tf from '@tensorflow/tfjs-core'

/**
 * A linear map whose weights start at zero, so that a coupling starts without a shift and with one scale for everything:
 * a convolution of images `[batch, height, width, in]`, a matrix of vectors `[batch, in]`. y `[batch, ...outputShape]`.
 */
export function couplingOutput(
  { x }: { x: tf.Tensor },
  { kernel, bias }: { kernel: tf.Tensor; bias: tf.Tensor },
  { outputShape }: { readonly outputShape: readonly number[] },
): { y: tf.Tensor } {
  if (x.rank === 4) return { y: tf.add(tf.conv2d(x as tf.Tensor4D, kernel as tf.Tensor4D, 1, 'same'), bias) }
  return { y: tf.reshape(tf.add(tf.matMul(x, kernel), bias), [-1, ...outputShape]) }
}
