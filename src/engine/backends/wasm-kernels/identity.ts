// A clone on WASM. TF.js copies the numbers although its reference counts would let clones share them,
// as they do on its other backends; the gradient tape clones every tensor that it saves.
import type { TensorInfo } from '@tensorflow/tfjs-core'
import { withShape } from './compose.ts'
import { repairKernel } from './wasm-backend.ts'

export const identity = repairKernel<{ x: TensorInfo }, object>(
  'Identity',
  ({ inputs: { x }, attrs, backend, stock }) => {
    if (x.dtype === 'string') return stock({ x }, attrs)
    backend.incRef(x.dataId)
    return withShape(x, x.shape)
  },
)
