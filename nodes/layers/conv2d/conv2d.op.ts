import * as tf from '@tensorflow/tfjs-core'

/**
 * Cross-correlation and bias. x `[batch, height, width, in]`, kernel `[size, size, in, filters]`, bias `[filters]`,
 * y `[batch, height', width', filters]`.
 */
export function conv2d(
  { x }: { x: tf.Tensor },
  { kernel, bias }: { kernel: tf.Tensor; bias: tf.Tensor },
  { strides, padding }: { readonly strides: number; readonly padding: 'same' | 'valid' },
): { y: tf.Tensor } {
  return { y: tf.add(tf.conv2d(x as tf.Tensor4D, kernel as tf.Tensor4D, strides, padding), bias) }
}
