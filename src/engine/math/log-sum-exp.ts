import * as tf from '@tensorflow/tfjs-core'
import { exp } from './twice-differentiable.ts'

/** log Σ e^x over one axis, which is left out of the result; the library's own loses terms when differentiated twice. */
export function logSumExp(x: tf.Tensor, axis: number): tf.Tensor {
  const largest = largestOf(x, axis)
  const sum = tf.sum(exp(tf.sub(x, largest)), axis)
  return tf.add(tf.log(sum), tf.reshape(largest, sum.shape))
}

/** A constant to every gradient: the result does not depend on what is taken out and put back. */
function largestOf(x: tf.Tensor, axis: number): tf.Tensor {
  return tf.customGrad(() => ({ value: tf.max(x, axis, true), gradFunc: () => tf.zeros(x.shape) }))(x)
}

/** Logarithms of the probabilities given by the logits on the last axis. */
export const logSoftmax = (logits: tf.Tensor): tf.Tensor => tf.sub(logits, tf.expandDims(logSumExp(logits, -1), -1))
