import * as tf from '@tensorflow/tfjs-core'

/** y = x·kernel + bias. x `[batch, in]`, kernel `[in, units]`, bias `[units]`, y `[batch, units]`. */
export function dense(
  { x }: { x: tf.Tensor },
  { kernel, bias }: { kernel: tf.Tensor; bias: tf.Tensor },
): { y: tf.Tensor } {
  return { y: tf.add(tf.matMul(x, kernel), bias) }
}
