// The kernels behind src/engine/math/fused that pass over elements once.
import type { TensorInfo } from '@tensorflow/tfjs-core'
import { addressOf, requireNative } from '../native/module.ts'
import { elementCount, repairKernel } from '../wasm-backend.ts'

export const maskPositive = repairKernel<{ dy: TensorInfo; y: TensorInfo }, { leak: number }>(
  'MaskPositive',
  ({ inputs: { dy, y }, attrs: { leak }, backend }) => {
    const out = backend.makeOutput(y.shape, 'float32')
    const [from, mask, to] = [dy, y, out].map((tensor) => addressOf(backend, tensor))
    const native = requireNative(backend)
    if (leak === 0) native.maskPositive(from!, mask!, to!, elementCount(y.shape))
    else native.leakPositive(from!, mask!, to!, elementCount(y.shape), leak)
    return out
  },
)

type MaskInputs = { weights: TensorInfo; inputDegrees: TensorInfo; outputDegrees: TensorInfo }

export const maskByDegree = repairKernel<MaskInputs, object>(
  'MaskByDegree',
  ({ inputs: { weights, inputDegrees, outputDegrees }, backend }) => {
    const out = backend.makeOutput(weights.shape, 'float32')
    const [height = 0, width = 0] = weights.shape
    const [from, rows, columns, to] = [weights, inputDegrees, outputDegrees, out].map((t) => addressOf(backend, t))
    requireNative(backend).maskByDegree(from!, rows!, columns!, to!, height, width)
    return out
  },
)

export const bernoulliLogProb = repairKernel<{ x: TensorInfo; logits: TensorInfo }, object>(
  'BernoulliLogProb',
  ({ inputs: { x, logits }, backend }) => {
    const [rows = 0, ...event] = x.shape
    const out = backend.makeOutput([rows], 'float32')
    const [outcomes, odds, to] = [x, logits, out].map((tensor) => addressOf(backend, tensor))
    requireNative(backend).bernoulliLogProb(outcomes!, odds!, to!, rows, elementCount(event))
    return out
  },
)

export const bernoulliLogitGradient = repairKernel<{ x: TensorInfo; logits: TensorInfo; dy: TensorInfo }, object>(
  'BernoulliLogitGradient',
  ({ inputs: { x, logits, dy }, backend }) => {
    const [rows = 0, ...event] = x.shape
    const out = backend.makeOutput(x.shape, 'float32')
    const [outcomes, odds, slope, to] = [x, logits, dy, out].map((tensor) => addressOf(backend, tensor))
    requireNative(backend).bernoulliLogitGradient(outcomes!, odds!, slope!, to!, rows, elementCount(event))
    return out
  },
)
