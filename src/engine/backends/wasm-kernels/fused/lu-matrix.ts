// Wᵀ, W = P L U, for small matrices, and the gradients with respect to what is learned of L and U.
import type { TensorInfo } from '@tensorflow/tfjs-core'
import { heapFloats, repairKernel } from '../wasm-backend.ts'

type Learned = { lower: TensorInfo; upper: TensorInfo; logScale: TensorInfo }
type Attrs = {
  fixed: { order: readonly number[]; unitLower: Float32Array; upper: Float32Array; diagonal: Float32Array }
}

type Matrix = Float64Array

/** Row by row; `value` in terms of row and column. */
function matrix(size: number, value: (row: number, column: number) => number): Matrix {
  return Float64Array.from({ length: size * size }, (_, i) => value(Math.floor(i / size), i % size))
}

function factors(
  size: number,
  fixed: Attrs['fixed'],
  lower: Float32Array,
  upper: Float32Array,
  logScale: Float32Array,
) {
  const at = (row: number, column: number) => row * size + column
  return {
    l: matrix(size, (i, j) => fixed.unitLower[at(i, j)]! + (j < i ? lower[at(i, j)]! : 0)),
    u: matrix(size, (i, j) => {
      if (i === j) return fixed.upper[at(i, i)]! + fixed.diagonal[at(i, i)]! * Math.exp(logScale[i]!)
      return fixed.upper[at(i, j)]! + (j > i ? upper[at(i, j)]! : 0)
    }),
  }
}

function product(
  size: number,
  a: (row: number, k: number) => number,
  b: (k: number, column: number) => number,
): Matrix {
  return matrix(size, (row, column) => {
    let sum = 0
    for (let k = 0; k < size; k++) sum += a(row, k) * b(k, column)
    return sum
  })
}

export const luMatrix = repairKernel<Learned, Attrs>('LuMatrix', ({ inputs, attrs: { fixed }, backend }) => {
  const size = inputs.logScale.shape[0] ?? 0
  const out = backend.makeOutput([size, size], 'float32')
  const [lower, upper, logScale] = [inputs.lower, inputs.upper, inputs.logScale].map((t) => heapFloats(backend, t))
  const { l, u } = factors(size, fixed, lower!, upper!, logScale!)
  const lu = product(
    size,
    (i, k) => l[i * size + k]!,
    (k, j) => u[k * size + j]!,
  )
  const w = heapFloats(backend, out)
  for (const [from, row] of fixed.order.entries()) {
    for (let k = 0; k < size; k++) w[k * size + row] = lu[from * size + k]!
  }
  return out
})

export const luMatrixGradient = repairKernel<Learned & { dy: TensorInfo }, Attrs>(
  'LuMatrixGradient',
  ({ inputs, attrs: { fixed }, backend }) => {
    const size = inputs.logScale.shape[0] ?? 0
    const outputs = [inputs.lower, inputs.upper, inputs.logScale].map(({ shape }) =>
      backend.makeOutput(shape, 'float32'),
    )
    const tensors = [inputs.lower, inputs.upper, inputs.logScale, inputs.dy, ...outputs]
    const [lower, upper, logScale, dy, dLower, dUpper, dLogScale] = tensors.map((t) => heapFloats(backend, t))
    const { l, u } = factors(size, fixed, lower!, upper!, logScale!)
    const dLu = new Float64Array(size * size)
    for (const [from, row] of fixed.order.entries()) {
      for (let k = 0; k < size; k++) dLu[from * size + k] = dy![k * size + row]!
    }
    const dL = product(
      size,
      (i, k) => dLu[i * size + k]!,
      (k, j) => u[j * size + k]!,
    )
    const dU = product(
      size,
      (i, k) => l[k * size + i]!,
      (k, j) => dLu[k * size + j]!,
    )
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) {
        const at = i * size + j
        dLower![at] = j < i ? dL[at]! : 0
        dUpper![at] = j > i ? dU[at]! : 0
      }
      const diagonal = i * size + i
      dLogScale![i] = dU[diagonal]! * fixed.diagonal[diagonal]! * Math.exp(logScale![i]!)
    }
    return outputs
  },
)
