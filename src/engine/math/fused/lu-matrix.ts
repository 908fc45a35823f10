// The matrix of an invertible linear map from its factors, in one kernel each way.
import * as tf from '@tensorflow/tfjs-core'
import { callKernel, callKernels, hasKernel, isNested } from './kernel-call.ts'

const matrixKernel = 'LuMatrix'
const gradientKernel = 'LuMatrixGradient'

/** Beyond this size the products of the factors are worth separate kernels. */
const largest = 64

/** What the factors are without what is learned; matrices row by row. */
export interface FixedFactors {
  /** P v has v_i in place order(i). */
  readonly order: readonly number[]
  /** L₀, with ones on the diagonal. */
  readonly unitLower: Float32Array
  /** U₀, strictly above the diagonal. */
  readonly upper: Float32Array
  /** s on the diagonal, else zeros. */
  readonly diagonal: Float32Array
}

interface Learned {
  readonly lower: tf.Tensor
  readonly upper: tf.Tensor
  readonly logScale: tf.Tensor
}

/**
 * Wᵀ for W = P (L₀ + lower) (U₀ + upper + diag(s e^logScale)), `[size, size]`, of `lower` only what is below the diagonal, of
 * `upper` only what is above. Null where the backend has no kernel for it.
 * @param compose the same in TensorFlow.js's own operations.
 */
export function luMatrix(
  learned: Learned,
  fixed: FixedFactors,
  compose: (learned: Learned) => tf.Tensor,
): tf.Tensor | null {
  if (learned.logScale.size > largest || !hasKernel(matrixKernel)) return null
  return callKernel(matrixKernel, { ...learned }, { fixed, compose })
}

tf.registerGradient({
  kernelName: matrixKernel,
  inputsToSave: ['lower', 'upper', 'logScale'],
  gradFunc: (slope, [lower, upper, logScale], attrs) => {
    const dy = slope as tf.Tensor
    const learned = { lower: lower!, upper: upper!, logScale: logScale! }
    const gradients = isNested()
      ? composedGradients(attrs.compose as unknown as (learned: Learned) => tf.Tensor, learned, dy)
      : callKernels(gradientKernel, { ...learned, dy }, attrs)
    return { lower: () => gradients[0]!, upper: () => gradients[1]!, logScale: () => gradients[2]! }
  },
})

/** Which can be differentiated again, as the kernel cannot. */
const composedGradients = (compose: (learned: Learned) => tf.Tensor, learned: Learned, dy: tf.Tensor): tf.Tensor[] =>
  tf.grads((lower: tf.Tensor, upper: tf.Tensor, logScale: tf.Tensor) => compose({ lower, upper, logScale }))(
    Object.values(learned),
    dy,
  )
