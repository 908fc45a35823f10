// Replaces the kernels that TF.js ships for WASM with the repaired ones.
import { getKernel, type KernelFunc, registerKernel, unregisterKernel } from '@tensorflow/tfjs-core'
import { batchMatMul } from './batch-mat-mul.ts'
import { concat } from './concat.ts'
import { conv2d, depthwiseConv2d, fusedConv2d, fusedDepthwiseConv2d } from './convolution/conv2d.ts'
import { conv2dBackpropFilter } from './convolution/conv2d-backprop-filter.ts'
import { conv2dBackpropInput } from './convolution/conv2d-backprop-input.ts'
import { depthwiseBackpropFilter, depthwiseBackpropInput } from './convolution/depthwise-backprop.ts'
import { conv2dBias, matMulBias } from './fused/affine.ts'
import { bernoulliLogitGradient, bernoulliLogProb, maskByDegree, maskPositive } from './fused/elementwise.ts'
import { actnorm, actnormGradient, affineCoupling, affineCouplingGradient, firstMoment } from './fused/flows.ts'
import { luMatrix, luMatrixGradient } from './fused/lu-matrix.ts'
import { fusedMatMul } from './fused-mat-mul.ts'
import { gather } from './gather.ts'
import { identity } from './identity.ts'
import { log1p } from './log1p.ts'
import { maxPoolGrad } from './max-pool-grad.ts'
import { canRunNative } from './native/module.ts'
import { slice, split } from './slice.ts'
import { mean, sum } from './sum-and-mean.ts'
import { exp, softplus, tanh } from './unary.ts'
import { unsortedSegmentSum } from './unsorted-segment-sum.ts'
import type { KernelRepair } from './wasm-backend.ts'

const repairs: readonly KernelRepair[] = [
  batchMatMul,
  fusedMatMul,
  conv2d,
  fusedConv2d,
  depthwiseConv2d,
  fusedDepthwiseConv2d,
  conv2dBackpropFilter,
  conv2dBackpropInput,
  depthwiseBackpropFilter,
  depthwiseBackpropInput,
  maxPoolGrad,
  unsortedSegmentSum,
  sum,
  mean,
  log1p,
  identity,
  slice,
  concat,
  gather,
  exp,
  softplus,
  tanh,
  split,
]

/** Of src/engine/math/fused; where these are missing, each runs as several kernels. */
const fusedKernels: readonly KernelRepair[] = [
  matMulBias,
  conv2dBias,
  maskPositive,
  maskByDegree,
  bernoulliLogProb,
  bernoulliLogitGradient,
  affineCoupling,
  affineCouplingGradient,
  actnorm,
  actnormGradient,
  firstMoment,
  luMatrix,
  luMatrixGradient,
]

export const fusedKernelNames: readonly string[] = fusedKernels.map(({ kernelName }) => kernelName)

const ownKernels = new WeakSet<KernelFunc>()

/**
 * Call it after `@tensorflow/tfjs-backend-wasm` is imported, before or after the backend starts; a
 * second call changes nothing.
 */
export function registerWasmKernels(): void {
  if (getKernel('Transpose', 'wasm') === undefined) {
    throw new Error('registerWasmKernels: import @tensorflow/tfjs-backend-wasm first, its kernels are not registered.')
  }
  for (const { kernelName, wrap } of [...repairs, ...(canRunNative() ? fusedKernels : [])]) {
    // The type of getKernel leaves out that a name may be unknown.
    const stock: ReturnType<typeof getKernel> | undefined = getKernel(kernelName, 'wasm')
    if (stock !== undefined && ownKernels.has(stock.kernelFunc)) continue
    const kernelFunc = wrap(stock?.kernelFunc)
    ownKernels.add(kernelFunc)
    if (stock !== undefined) unregisterKernel(kernelName, 'wasm')
    // TF.js's kernel binds its C++ function in setupFunc, which runs each time the backend starts.
    const setupFunc = stock?.setupFunc
    registerKernel({ kernelName, backendName: 'wasm', kernelFunc, ...(setupFunc && { setupFunc }) })
  }
}
