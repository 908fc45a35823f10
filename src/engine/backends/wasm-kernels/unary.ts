// Exponentials and functions of them. TF.js's kernels call C's functions for one element after the other.
import type { TensorInfo } from '@tensorflow/tfjs-core'
import { addressOf, nativeOf } from './native/module.ts'
import { elementCount, type KernelRepair, repairKernel } from './wasm-backend.ts'

// The numbers by which assembly/elementwise.ts knows them.
export const exp = vectorised('Exp', 0)
export const softplus = vectorised('Softplus', 1)
export const tanh = vectorised('Tanh', 3)

function vectorised(kernelName: string, kind: number): KernelRepair {
  return repairKernel<{ x: TensorInfo }, object>(kernelName, ({ inputs: { x }, attrs, backend, stock }) => {
    const native = nativeOf(backend)
    if (!native || x.dtype !== 'float32') return stock({ x }, attrs)
    const out = backend.makeOutput(x.shape, 'float32')
    native.unary(kind, addressOf(backend, x), addressOf(backend, out), elementCount(x.shape))
    return out
  })
}
