// Adds the rows of x into the segments that their ids name: the gradient of `gather`, which TF.js
// lacks on WASM. Ids outside [0, numSegments) drop their row, as on TF.js's other backends.
import type { TensorInfo, UnsortedSegmentSumAttrs } from '@tensorflow/tfjs-core'
import { elementCount, heapFloats, heapIntegers, repairKernel } from './wasm-backend.ts'

type SegmentInputs = { x: TensorInfo; segmentIds: TensorInfo }

export const unsortedSegmentSum = repairKernel<SegmentInputs, UnsortedSegmentSumAttrs>(
  'UnsortedSegmentSum',
  ({ inputs: { x, segmentIds }, attrs: { numSegments }, backend }) => {
    if (x.dtype !== 'float32' && x.dtype !== 'int32') {
      throw new Error(`unsortedSegmentSum: expected float32 or int32 values, received ${x.dtype}.`)
    }
    if (segmentIds.dtype !== 'int32' || segmentIds.shape.length !== 1 || segmentIds.shape[0] !== x.shape[0]) {
      throw new Error(
        `unsortedSegmentSum: expected one int32 id for each row of [${x.shape}], ` +
          `received ${segmentIds.dtype} of shape [${segmentIds.shape}].`,
      )
    }
    const rowShape = x.shape.slice(1)
    const rowSize = elementCount(rowShape)
    const out = backend.makeOutput([numSegments, ...rowShape], x.dtype)
    const ids = heapIntegers(backend, segmentIds)
    const values = x.dtype === 'float32' ? heapFloats : heapIntegers
    const from = values(backend, x)
    const to = values(backend, out).fill(0)
    for (const [row, id] of ids.entries()) {
      if (id < 0 || id >= numSegments) continue
      for (let i = 0; i < rowSize; i++) to[id * rowSize + i]! += from[row * rowSize + i]!
    }
    return out
  },
)
