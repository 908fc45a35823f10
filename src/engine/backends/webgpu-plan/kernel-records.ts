// Puts a watcher around every kernel of the WebGPU backend. TF.js's own kernels call each other as functions, so what comes
// by is what the engine asked for; ours may ask the engine again, from inside.
import * as tf from '@tensorflow/tfjs-core'

type Attributes = Readonly<Record<string, unknown>>

/** Gets the call itself to make, and gives its outputs. */
export type Watcher = (
  kernel: string,
  inputs: tf.NamedTensorInfoMap,
  attrs: Attributes,
  call: () => readonly tf.TensorInfo[],
) => readonly tf.TensorInfo[]

/** Gives what takes the watcher away again. */
export function recordedKernels(watch: Watcher): () => void {
  const kernels = tf.getKernelsForBackend('webgpu')
  const stock = kernels.map(({ kernelFunc }) => kernelFunc)
  for (const config of kernels) {
    const { kernelName, kernelFunc } = config
    config.kernelFunc = ({ inputs, attrs, backend }) => {
      let isList = false
      const outputs = watch(kernelName, inputs, { ...attrs }, () => {
        const output = kernelFunc({ inputs, attrs: attrs ?? {}, backend })
        isList = Array.isArray(output)
        return Array.isArray(output) ? output : [output]
      })
      const [only] = outputs
      return isList || !only ? [...outputs] : only
    }
  }
  return () => {
    for (const [index, config] of kernels.entries()) config.kernelFunc = stock[index]!
  }
}
