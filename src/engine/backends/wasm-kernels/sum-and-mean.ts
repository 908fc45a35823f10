// Sum and mean on WASM. TF.js adds in float32, one after the other: a million times 0.1 comes out 1 %
// too large. Here every sum is kept in float64, and axes that lie side by side are reduced where they
// are, without the transposed copy that TF.js makes of everything but the last axes.
import { type SumAttrs, type TensorInfo, util } from '@tensorflow/tfjs-core'
import { compose, transpose } from './compose.ts'
import { addressOf, nativeOf } from './native/module.ts'
import { elementCount, heapFloats, type KernelCall, repairKernel, type WasmBackend } from './wasm-backend.ts'

type ReductionInputs = { x: TensorInfo }

export const sum = repairKernel<ReductionInputs, SumAttrs>('Sum', (call) => reduce(call, false))

export const mean = repairKernel<ReductionInputs, SumAttrs>('Mean', (call) => reduce(call, true))

function reduce(call: KernelCall<ReductionInputs, SumAttrs>, isMean: boolean): TensorInfo {
  const { attrs, backend, stock } = call
  const { x } = call.inputs
  if (x.dtype !== 'float32') return stock({ x }, attrs)
  const axes = util.parseAxisParam(attrs.axis, x.shape)
  const outShape: number[] = []
  for (const [axis, size] of x.shape.entries()) {
    if (!axes.includes(axis)) outShape.push(size)
    else if (attrs.keepDims) outShape.push(1)
  }
  const middle = asMiddleAxis(x.shape, axes)
  if (middle !== null) return reduceMiddleAxis(backend, x, middle, outShape, isMean)

  return compose(backend, (release) => {
    const kept = [...x.shape.keys()].filter((axis) => !axes.includes(axis))
    const reducedLast = release(transpose(backend, x, [...kept, ...axes]))
    const last = { outer: elementCount(outShape), reduced: elementCount(axes.map((axis) => x.shape[axis]!)), inner: 1 }
    return reduceMiddleAxis(backend, reducedLast, last, outShape, isMean)
  })
}

/** A tensor seen as [outer, reduced, inner]. */
type MiddleAxis = { outer: number; reduced: number; inner: number }

/** Null where a kept axis lies between two reduced ones. */
function asMiddleAxis(shape: number[], axes: number[]): MiddleAxis | null {
  const middle = { outer: 1, reduced: 1, inner: 1 }
  let place: keyof MiddleAxis = 'outer'
  for (const [axis, size] of shape.entries()) {
    if (size === 1) continue
    if (axes.includes(axis)) {
      if (place === 'inner') return null
      place = 'reduced'
    } else if (place === 'reduced') {
      place = 'inner'
    }
    middle[place] *= size
  }
  return middle
}

function reduceMiddleAxis(
  backend: WasmBackend,
  x: TensorInfo,
  { outer, reduced, inner }: MiddleAxis,
  outShape: number[],
  isMean: boolean,
): TensorInfo {
  const out = backend.makeOutput(outShape, 'float32')
  const scale = isMean ? 1 / reduced : 1
  const native = nativeOf(backend)
  if (native) {
    native.sumMiddle(addressOf(backend, x), addressOf(backend, out), outer, reduced, inner, scale)
    return out
  }
  const from = heapFloats(backend, x)
  const to = heapFloats(backend, out)
  if (inner === 1) sumRows(from, to, reduced, scale)
  else for (let i = 0; i < outer; i++) sumColumns(from, to, i, reduced, inner, scale)
  return out
}

function sumRows(from: Float32Array, to: Float32Array, length: number, scale: number): void {
  const inQuads = length - (length % 4)
  for (let row = 0, start = 0; row < to.length; row++, start += length) {
    // Four partial sums: a single one would wait for each addition to finish before the next.
    let s0 = 0
    let s1 = 0
    let s2 = 0
    let s3 = 0
    let i = start
    for (const end = start + inQuads; i < end; i += 4) {
      s0 += from[i]!
      s1 += from[i + 1]!
      s2 += from[i + 2]!
      s3 += from[i + 3]!
    }
    for (const end = start + length; i < end; i++) s0 += from[i]!
    to[row] = (s0 + s1 + (s2 + s3)) * scale
  }
}

function sumColumns(
  from: Float32Array,
  to: Float32Array,
  block: number,
  rows: number,
  columns: number,
  scale: number,
): void {
  const totals = new Float64Array(columns)
  const start = block * rows * columns
  const rowsInPairs = rows - (rows % 2)
  // Two rows at a time halve the loads and stores of the totals.
  for (let row = 0; row < rowsInPairs; row += 2) {
    const first = start + row * columns
    const second = first + columns
    for (let column = 0; column < columns; column++) totals[column]! += from[first + column]! + from[second + column]!
  }
  const last = start + rowsInPairs * columns
  if (rowsInPairs < rows) for (let column = 0; column < columns; column++) totals[column]! += from[last + column]!
  for (let column = 0; column < columns; column++) to[block * columns + column] = totals[column]! * scale
}
