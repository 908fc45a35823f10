// log(1 + x) on WASM. TF.js rounds 1 + x to float32 before it takes the logarithm, so that 1e-7 gives
// 1.19e-7 and everything below 6e-8 gives 0. Its result is kept where that rounding is harmless.
import type { TensorInfo } from '@tensorflow/tfjs-core'
import { heapFloats, repairKernel } from './wasm-backend.ts'

/** Rounding 1 + x shifts x by at most 6e-8, a relative error below 1e-6 from here on. */
const SMALL_ARGUMENT = 0.1

export const log1p = repairKernel<{ x: TensorInfo }, object>('Log1p', ({ inputs: { x }, attrs, backend, stock }) => {
  const out = stock({ x }, attrs)
  if (x.dtype !== 'float32') return out
  const from = heapFloats(backend, x)
  const to = heapFloats(backend, out)
  for (let i = 0; i < to.length; i++) {
    const value = from[i]!
    if (value < SMALL_ARGUMENT && value > -SMALL_ARGUMENT) to[i] = Math.log1p(value)
  }
  return out
})
