// A reversed cumulative sum on WebGPU, which is also the gradient of every other one. TF.js writes the
// axis's length into the shader but not into the key under which it keeps the compiled shader: from the
// second length on it computes with the first. Summing a reversed tensor forwards needs no length.
import * as tf from '@tensorflow/tfjs-core'

const ownKernels = new WeakSet<tf.KernelFunc>()

/** Call it after `@tensorflow/tfjs-backend-webgpu` is imported; a second call changes nothing. */
export function repairReversedCumsum(): void {
  const stock = tf.getKernel('Cumsum', 'webgpu')
  if (ownKernels.has(stock.kernelFunc)) return
  const kernelFunc: tf.KernelFunc = ({ inputs, attrs, backend }) => {
    if (attrs?.reverse !== true) return stock.kernelFunc({ inputs, attrs: { ...attrs }, backend })
    const reverse = (x: tf.TensorInfo) => one(reverseKernel({ inputs: { x }, attrs: { dims: attrs.axis! }, backend }))
    const reversed = reverse(inputs.x!)
    const sums = one(stock.kernelFunc({ inputs: { x: reversed }, attrs: { ...attrs, reverse: false }, backend }))
    const result = reverse(sums)
    for (const { dataId } of [reversed, sums]) tf.backend().disposeData(dataId)
    return result
  }
  const reverseKernel = tf.getKernel('Reverse', 'webgpu').kernelFunc
  ownKernels.add(kernelFunc)
  tf.unregisterKernel('Cumsum', 'webgpu')
  tf.registerKernel({ ...stock, kernelFunc })
}

function one(output: tf.TensorInfo | tf.TensorInfo[]): tf.TensorInfo {
  if (Array.isArray(output)) throw new Error(`cumsum: expected one output, received ${output.length}.`)
  return output
}
