// Slice and split on WASM. TF.js first copies the whole tensor out of the heap, then makes an array
// object for every row of the result; here only the wanted elements are copied, inside the heap, and none where all are wanted.
import {
  backend_util,
  type SliceAttrs,
  type SplitVAttrs,
  slice_util,
  type TensorInfo,
  util,
} from '@tensorflow/tfjs-core'
import { withShape } from './compose.ts'
import { addressOf, nativeOf } from './native/module.ts'
import { elementCount, heapIntegers, repairKernel, type WasmBackend } from './wasm-backend.ts'

/** Row length above which one block copy beats a loop over the elements. */
const LONG_ROW = 64

export const slice = repairKernel<{ x: TensorInfo }, SliceAttrs>(
  'Slice',
  ({ inputs: { x }, attrs, backend, stock }) => {
    if (!isFourBytesWide(x)) return stock({ x }, attrs)
    const [begin = [], size = []] = slice_util.parseSliceParams(x, attrs.begin, attrs.size)
    slice_util.assertParamsValid(x, begin, size)
    return copyRegion(backend, x, begin, size)
  },
)

export const split = repairKernel<{ x: TensorInfo }, SplitVAttrs>('SplitV', ({ inputs: { x }, attrs, backend }) => {
  if (!isFourBytesWide(x)) throw new Error(`split: expected float32 or int32, received ${x.dtype}.`)
  const [axis = 0] = util.parseAxisParam(attrs.axis, x.shape)
  const begin = x.shape.map(() => 0)
  return backend_util.prepareSplitSize(x, attrs.numOrSizeSplits, axis).map((length) => {
    const part = copyRegion(backend, x, begin, x.shape.with(axis, length))
    begin[axis]! += length
    return part
  })
})

function isFourBytesWide({ dtype }: TensorInfo): boolean {
  return dtype === 'float32' || dtype === 'int32'
}

/** Copies elements of four bytes unchanged, whatever number they represent. */
function copyRegion(backend: WasmBackend, x: TensorInfo, begin: number[], size: number[]): TensorInfo {
  const cut = x.shape.flatMap((length, axis) => (size[axis] === length ? [] : [axis]))
  if (cut.length === 0) {
    backend.incRef(x.dataId)
    return withShape(x, size)
  }
  const out = backend.makeOutput(size, x.dtype)
  if (elementCount(size) === 0) return out
  const native = nativeOf(backend)
  const [axis = 0] = cut
  if (native && cut.length === 1) {
    const inner = elementCount(size.slice(axis + 1))
    const from = addressOf(backend, x) + begin[axis]! * inner * Float32Array.BYTES_PER_ELEMENT
    const blocks = elementCount(size.slice(0, axis))
    native.copyBlocks(
      from,
      addressOf(backend, out),
      blocks,
      size[axis]! * inner,
      x.shape[axis]! * inner,
      size[axis]! * inner,
    )
    return out
  }
  const from = heapIntegers(backend, x)
  const to = heapIntegers(backend, out)
  const { rowAxis, rowLength } = longestRow(x.shape, size)
  const strides = [...util.computeStrides(x.shape), 1]
  const position = [...begin]
  for (let toStart = 0; toStart < to.length; toStart += rowLength) {
    let fromStart = 0
    for (let axis = 0; axis < position.length; axis++) fromStart += position[axis]! * strides[axis]!
    if (rowLength > LONG_ROW) to.set(from.subarray(fromStart, fromStart + rowLength), toStart)
    else for (let i = 0; i < rowLength; i++) to[toStart + i] = from[fromStart + i]!
    for (let axis = rowAxis - 1; axis >= 0; axis--) {
      position[axis]! += 1
      if (position[axis]! < begin[axis]! + size[axis]!) break
      position[axis] = begin[axis]!
    }
  }
  return out
}

/** The last axes as far as they are taken whole, with the one before: those elements lie side by side. */
function longestRow(shape: number[], size: number[]): { rowAxis: number; rowLength: number } {
  let rowAxis = shape.length
  let rowLength = 1
  while (rowAxis > 0) {
    rowAxis--
    rowLength *= size[rowAxis]!
    if (size[rowAxis] !== shape[rowAxis]) break
  }
  return { rowAxis, rowLength }
}
