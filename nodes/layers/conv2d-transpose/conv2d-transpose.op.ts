import * as tf from '@tensorflow/tfjs-core'

/**
 * The gradient of a convolution with respect to its input, plus a bias: each element of x adds a kernel, weighted by its value,
 * to y. x `[batch, height, width, in]`, kernel `[size, size, filters, in]`, bias `[filters]`, y `[batch, height', width',
 * filters]` with height' = height·strides for padding "same", (height - 1)·strides + size for "valid".
 */
export function conv2dTranspose(
  { x }: { x: tf.Tensor },
  { kernel, bias }: { kernel: tf.Tensor; bias: tf.Tensor },
  { strides, padding }: { readonly strides: number; readonly padding: 'same' | 'valid' },
): { y: tf.Tensor } {
  const [batch = 0, height = 0, width = 0] = x.shape
  const [size = 0, , filters = 0] = kernel.shape
  const extent = (n: number) => (padding === 'same' ? n * strides : (n - 1) * strides + size)
  const shape: [number, number, number, number] = [batch, extent(height), extent(width), filters]
  const windows = tf.conv2dTranspose(x as tf.Tensor4D, kernel as tf.Tensor4D, shape, strides, padding)
  return { y: tf.add(windows, bias) }
}
