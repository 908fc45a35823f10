import * as tf from '@tensorflow/tfjs-core'
import { stopGradient } from './stop-gradient.ts'
import { exp } from './twice-differentiable.ts'

/** log Σ e^x over one axis, which is left out of the result; the library's own loses terms when differentiated twice. */
export function logSumExp(x: tf.Tensor, axis: number): tf.Tensor {
  const largest = stopGradient(tf.max(x, axis, true))
  const sum = tf.sum(exp(tf.sub(x, largest)), axis)
  return tf.add(tf.log(sum), tf.reshape(largest, sum.shape))
}

/** Logarithms of the probabilities that logits on the last axis stand for. */
export const logSoftmax = (logits: tf.Tensor): tf.Tensor => tf.sub(logits, tf.expandDims(logSumExp(logits, -1), -1))
