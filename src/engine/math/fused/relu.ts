// max(x, 0) and its leaky form, with their gradients in one kernel where TensorFlow.js takes several. They can be
// differentiated any number of times.
import * as tf from '@tensorflow/tfjs-core'
import { callKernel, hasKernel } from './kernel-call.ts'

/** The kernel: dy where y is above zero, else `leak` dy, of two tensors of one shape. */
const maskPositiveKernel = 'MaskPositive'

/** max(x, 0), differentiable any number of times. */
export function relu(x: tf.Tensor): tf.Tensor {
  return hasKernel(maskPositiveKernel) ? fusedRelu(x) : tf.relu(x)
}

// The library passes the arguments and, behind them, the function that saves tensors for the gradient, but types them as
// one list.
const fusedRelu = tf.customGrad((...received) => {
  const [x, save] = received as [tf.Tensor, (saved: tf.Tensor[]) => void]
  const value = tf.relu(x)
  save([value])
  return { value, gradFunc: (dy, [y]) => maskPositive(dy, y!, 0) }
})

const fusedLeakyRelu = (leak: number) =>
  tf.customGrad((...received) => {
    const [x, save] = received as [tf.Tensor, (saved: tf.Tensor[]) => void]
    save([x])
    return { value: maskPositive(x, x, leak), gradFunc: (dy, [saved]) => maskPositive(dy, saved!, leak) }
  })

/** x above zero, else `leak` x; `leak` is between 0 and 1. */
export function leakyRelu(x: tf.Tensor, leak: number): tf.Tensor {
  if (hasKernel(maskPositiveKernel)) return fusedLeakyRelu(leak)(x)
  // TensorFlow.js's own cannot be differentiated twice.
  return tf.sub(tf.relu(x), tf.mul(leak, tf.relu(tf.neg(x))))
}

const maskPositive = (dy: tf.Tensor, y: tf.Tensor, leak: number): tf.Tensor =>
  callKernel(maskPositiveKernel, { dy, y }, { leak })

// Linear in dy, and the same for every y of the same signs.
tf.registerGradient({
  kernelName: maskPositiveKernel,
  inputsToSave: ['y'],
  gradFunc: (slope, [y], { leak }) => ({
    dy: () => maskPositive(slope as tf.Tensor, y!, leak as number),
    y: () => tf.zerosLike(y!),
  }),
})
