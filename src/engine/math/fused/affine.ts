// Linear maps with a bias, in one kernel with the map itself where the backend has one.
import * as tf from '@tensorflow/tfjs-core'
import { callKernel, hasKernel } from './kernel-call.ts'

const matMulBias = 'MatMulBias'
const conv2dBias = 'Conv2DBias'

/** x·kernel + bias. x `[batch, in]`, kernel `[in, units]`, bias `[units]`. */
export function affine(x: tf.Tensor, kernel: tf.Tensor, bias: tf.Tensor): tf.Tensor {
  if (x.rank !== 2 || !hasKernel(matMulBias)) return tf.add(tf.matMul(x, kernel), bias)
  return callKernel(matMulBias, { x, kernel, bias })
}

tf.registerGradient({
  kernelName: matMulBias,
  inputsToSave: ['x', 'kernel'],
  gradFunc: (slope, [x, kernel]) => {
    const dy = slope as tf.Tensor
    return {
      x: () => tf.matMul(dy, kernel!, false, true),
      kernel: () => tf.matMul(x!, dy, true, false),
      bias: () => tf.sum(dy, 0),
    }
  },
})

/** Cross-correlation and bias. x `[batch, height, width, in]`, kernel `[rows, columns, in, filters]`, bias `[filters]`. */
export function convolve(
  x: tf.Tensor,
  kernel: tf.Tensor,
  bias: tf.Tensor,
  strides: number,
  padding: 'same' | 'valid',
): tf.Tensor {
  if (!hasKernel(conv2dBias)) {
    return tf.add(tf.conv2d(x as tf.Tensor4D, kernel as tf.Tensor4D, strides, padding), bias)
  }
  return callKernel(conv2dBias, { x, kernel, bias }, { strides: [strides, strides], pad: padding })
}

tf.registerGradient({
  kernelName: conv2dBias,
  inputsToSave: ['x', 'kernel'],
  gradFunc: (slope, [x, kernel], { strides, pad }) => {
    const dy = slope as tf.Tensor
    const attrs = { strides, pad, dataFormat: 'NHWC' }
    return {
      x: () => callKernel('Conv2DBackpropInput', { dy, filter: kernel! }, { ...attrs, inputShape: x!.shape }),
      kernel: () => callKernel('Conv2DBackpropFilter', { x: x!, dy }, { ...attrs, filterShape: kernel!.shape }),
      bias: () => tf.sum(dy, [0, 1, 2]),
    }
  },
})
