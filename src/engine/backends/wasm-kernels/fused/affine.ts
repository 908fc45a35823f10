// Linear maps with their bias: the kernels that TF.js fuses for inference, under names whose gradients are ours.
import type { TensorInfo } from '@tensorflow/tfjs-core'
import { callKernel } from '../compose.ts'
import { repairKernel } from '../wasm-backend.ts'

type AffineInputs = { x: TensorInfo; kernel: TensorInfo; bias: TensorInfo }

export const matMulBias = repairKernel<AffineInputs, object>('MatMulBias', ({ inputs, backend }) => {
  const { x: a, kernel: b, bias } = inputs
  return callKernel(
    backend,
    '_FusedMatMul',
    { a, b, bias },
    { transposeA: false, transposeB: false, activation: 'linear' },
  )
})

type ConvolutionAttrs = { strides: [number, number]; pad: 'same' | 'valid' }

export const conv2dBias = repairKernel<AffineInputs, ConvolutionAttrs>('Conv2DBias', ({ inputs, attrs, backend }) => {
  const { x, kernel: filter, bias } = inputs
  return callKernel(
    backend,
    'FusedConv2D',
    { x, filter, bias },
    { ...attrs, dataFormat: 'NHWC', dilations: [1, 1], activation: 'linear' },
  )
})
