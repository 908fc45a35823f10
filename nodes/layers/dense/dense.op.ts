import type * as tf from '@tensorflow/tfjs-core'
import { affine } from '../../../src/engine/index.ts'

/** y = x·kernel + bias. x `[batch, in]`, kernel `[in, units]`, bias `[units]`, y `[batch, units]`. */
export function dense(
  { x }: { x: tf.Tensor },
  { kernel, bias }: { kernel: tf.Tensor; bias: tf.Tensor },
): { y: tf.Tensor } {
  return { y: affine(x, kernel, bias) }
}
