import * as tf from '@tensorflow/tfjs-core'
import { affine, convolve } from '../../../src/engine/index.ts'

/**
 * A linear map whose weights start at zero, so that a coupling starts with no shift and a uniform scale: a convolution on images
 * `[batch, height, width, in]`, a matrix on vectors `[batch, in]`. y `[batch, ...outputShape]`.
 */
export function couplingOutput(
  { x }: { x: tf.Tensor },
  { kernel, bias }: { kernel: tf.Tensor; bias: tf.Tensor },
  { outputShape }: { readonly outputShape: readonly number[] },
): { y: tf.Tensor } {
  if (x.rank === 4) return { y: convolve(x, kernel, bias, 1, 'same') }
  return { y: tf.reshape(affine(x, kernel, bias), [-1, ...outputShape]) }
}
