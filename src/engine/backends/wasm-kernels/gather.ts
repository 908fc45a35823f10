// Columns in another order on WASM, which TF.js's gather takes ten times as long for.
import type { GatherV2Attrs, TensorInfo } from '@tensorflow/tfjs-core'
import { addressOf, nativeOf } from './native/module.ts'
import { elementCount, heapIntegers, repairKernel } from './wasm-backend.ts'

export const gather = repairKernel<{ x: TensorInfo; indices: TensorInfo }, GatherV2Attrs>(
  'GatherV2',
  ({ inputs, attrs, backend, stock }) => {
    const { x, indices } = inputs
    const native = nativeOf(backend)
    const rank = x.shape.length
    const columns = x.shape.at(-1) ?? 1
    const isOfColumns = (attrs.axis === rank - 1 || attrs.axis === -1) && attrs.batchDims === 0 && rank > 1
    if (!native || !isOfColumns || x.dtype !== 'float32' || indices.dtype !== 'int32' || indices.shape.length !== 1)
      return stock(inputs, attrs)
    const count = elementCount(indices.shape)
    const order = heapIntegers(backend, indices)
    if (order.some((place) => place < 0 || place >= columns)) return stock(inputs, attrs)
    const out = backend.makeOutput([...x.shape.slice(0, -1), count], 'float32')
    const rows = elementCount(x.shape.slice(0, -1))
    const [from, places, to] = [x, indices, out].map((tensor) => addressOf(backend, tensor))
    native.gatherColumns(from!, places!, to!, rows, columns, count)
    return out
  },
)
