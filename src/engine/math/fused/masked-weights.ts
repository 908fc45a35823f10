// Weights of a masked layer. Can be differentiated any number of times.
import * as tf from '@tensorflow/tfjs-core'
import { callKernel, hasKernel } from './kernel-call.ts'

const maskByDegree = 'MaskByDegree'

/**
 * The weights `[in, out]` from inputs to outputs of no lower degree, and zeros for the others (Germain et al. 2015, eq. 12).
 * @param inputDegrees integers, `in` of them. @param outputDegrees `out` of them.
 */
export function maskedWeights(weights: tf.Tensor, inputDegrees: tf.Tensor, outputDegrees: tf.Tensor): tf.Tensor {
  if (hasKernel(maskByDegree)) return fused(weights, inputDegrees, outputDegrees)
  // degree(o) + 1 - degree(i) is at least 1 if o may see i, else at most 0.
  const [rows, columns] = [tf.reshape(inputDegrees, [-1, 1]), tf.reshape(outputDegrees, [1, -1])]
  return tf.mul(weights, tf.clipByValue(tf.sub(tf.add(columns, 1), rows), 0, 1))
}

const fused = (weights: tf.Tensor, inputDegrees: tf.Tensor, outputDegrees: tf.Tensor): tf.Tensor =>
  callKernel(maskByDegree, { weights, inputDegrees, outputDegrees })

tf.registerGradient({
  kernelName: maskByDegree,
  inputsToSave: ['inputDegrees', 'outputDegrees'],
  gradFunc: (slope, [inputDegrees, outputDegrees]) => ({
    weights: () => fused(slope as tf.Tensor, inputDegrees!, outputDegrees!),
    inputDegrees: () => tf.zerosLike(inputDegrees!),
    outputDegrees: () => tf.zerosLike(outputDegrees!),
  }),
})
