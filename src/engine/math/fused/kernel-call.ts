// Kernels of our own that a backend may have beside TensorFlow.js's: one for what is otherwise a chain of several. Where
// the backend in use has none of the name, the chain itself runs; it says what the kernel computes.
import * as tf from '@tensorflow/tfjs-core'

export function hasKernel(name: string): boolean {
  // The type leaves out that a name may be unknown.
  return Boolean(tf.getKernel(name, tf.getBackend()))
}

/** @throws Error when the kernel gives more than one tensor. */
export function callKernel(name: string, inputs: tf.NamedTensorMap, attrs: object = {}): tf.Tensor {
  const output: tf.Tensor | tf.Tensor[] = tf.engine().runKernel(name, inputs, attrs as tf.NamedAttrMap)
  if (Array.isArray(output)) throw new Error(`The kernel ${name} gave ${output.length} tensors, expected one.`)
  return output
}

/** For kernels that give several tensors. */
export function callKernels(name: string, inputs: tf.NamedTensorMap, attrs: object = {}): tf.Tensor[] {
  const outputs: tf.Tensor | tf.Tensor[] = tf.engine().runKernel(name, inputs, attrs as tf.NamedAttrMap)
  return Array.isArray(outputs) ? outputs : [outputs]
}

/** Whether the gradient that is being computed is itself inside of a function that is to be differentiated. */
export const isNested = (): boolean => tf.engine().state.gradientDepth > 0
