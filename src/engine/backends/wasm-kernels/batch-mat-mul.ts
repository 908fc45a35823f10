// Matrix products on WASM. Our own module computes all of them, on one thread even where TF.js has several: XNNPACK needs
// transposes and packs a factor again for each product, which costs more than its threads save. Without SIMD only
// XNNPACK is left, but TF.js calls it only for one plain product and runs everything else through a scalar loop, about
// ten times slower: there transposes are made first, a shared right factor is applied to all rows at once, and a batch
// becomes plain products on views of the same memory.
import { type BatchMatMulAttrs, broadcast_util, type TensorInfo } from '@tensorflow/tfjs-core'
import { compose, transposeMatrices, withShape } from './compose.ts'
import { batchSize, broadcastIndices, lastTwo } from './matrix-shapes.ts'
import { nativeProduct } from './native/matrix-product.ts'
import { nativeOf } from './native/module.ts'
import { elementCount, repairKernel, type StockKernel, type WasmBackend } from './wasm-backend.ts'

type MatMulInputs = { a: TensorInfo; b: TensorInfo }

/** Multiply-adds below which one call into XNNPACK costs more than TF.js's scalar loop. */
const SMALL_PRODUCT = 4096

export const batchMatMul = repairKernel<MatMulInputs, BatchMatMulAttrs>('BatchMatMul', ({ inputs, attrs, ...call }) => {
  const { a, b } = inputs
  const isPlain = !attrs.transposeA && !attrs.transposeB
  if (a.dtype !== 'float32' || b.dtype !== 'float32') return call.stock(inputs, attrs)
  const native = nativeOf(call.backend)
  if (native) return nativeProduct(call.backend, native, { a, b, ...attrs })
  if (elementCount(a.shape) === 0 || elementCount(b.shape) === 0) return call.stock(inputs, attrs)
  if (isPlain && batchSize(a) === 1 && batchSize(b) === 1) return call.stock(inputs, attrs)
  return compose(call.backend, (release) => {
    const left = attrs.transposeA ? release(transposeMatrices(call.backend, a)) : a
    const right = attrs.transposeB ? release(transposeMatrices(call.backend, b)) : b
    return plainProduct(call.backend, call.stock, left, right)
  })
})

function plainProduct(backend: WasmBackend, stock: StockKernel, a: TensorInfo, b: TensorInfo): TensorInfo {
  const [rows, inner] = lastTwo(a.shape)
  const [innerOfB, columns] = lastTwo(b.shape)
  if (inner !== innerOfB) {
    throw new Error(`matMul: the inner sizes must agree, but the factors are [${a.shape}] and [${b.shape}].`)
  }
  const outerShape = broadcast_util.assertAndGetBroadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2))
  const shape = [...outerShape, rows, columns]
  const aBatch = batchSize(a)
  const bBatch = batchSize(b)
  const stockProduct = (left: TensorInfo, right: TensorInfo) =>
    withShape(stock({ a: left, b: right }, { transposeA: false, transposeB: false }), shape)

  if (bBatch === 1) return stockProduct(withShape(a, [aBatch * rows, inner]), withShape(b, [inner, columns]))
  const isRepeated = aBatch !== 1 && aBatch !== bBatch
  if (!isRepeated && rows * inner * columns < SMALL_PRODUCT) return stockProduct(a, b)
  return productsOnViews(backend, a, b, shape)
}

function productsOnViews(backend: WasmBackend, a: TensorInfo, b: TensorInfo, shape: number[]): TensorInfo {
  const outer = shape.slice(0, -2)
  const aIndices = broadcastIndices(a.shape.slice(0, -2), outer)
  const bIndices = broadcastIndices(b.shape.slice(0, -2), outer)
  const multiply = backend.wasm.cwrap('BatchMatMul', null, matMulParameters)
  const out = backend.makeOutput(shape, 'float32')
  const views: TensorInfo[] = []
  try {
    const aViews = matrixViews(backend, a, views)
    const bViews = matrixViews(backend, b, views)
    const outViews = matrixViews(backend, out, views)
    const aShape = shapeBytes(a.shape)
    const bShape = shapeBytes(b.shape)
    for (const [i, outId] of outViews.entries()) {
      multiply(aViews[aIndices[i]!]!, aShape, 3, bViews[bIndices[i]!]!, bShape, 3, false, false, outId)
    }
    return out
  } finally {
    for (const view of views) forgetView(backend, view)
  }
}

// a id, a shape, a rank, b id, b shape, b rank, transpose a, transpose b, out id
const matMulParameters: ('number' | 'array')[] = [
  'number',
  'array',
  'number',
  'number',
  'array',
  'number',
  'number',
  'number',
  'number',
]

/** Registers each matrix of a batch as a separate tensor over the same memory; returns their ids. */
function matrixViews(backend: WasmBackend, tensor: TensorInfo, views: TensorInfo[]): number[] {
  const [rows, columns] = lastTwo(tensor.shape)
  const { memoryOffset } = backend.dataIdMap.get(tensor.dataId)
  const bytesPerMatrix = rows * columns * Float32Array.BYTES_PER_ELEMENT
  return Array.from({ length: batchSize(tensor) }, (_, i) => {
    const view = backend.makeOutput([1, rows, columns], 'float32', memoryOffset + i * bytesPerMatrix)
    views.push(view)
    return backend.dataIdMap.get(view.dataId).id
  })
}

/** `disposeData` of the backend would free the memory, which belongs to the whole batch. */
function forgetView(backend: WasmBackend, view: TensorInfo): void {
  backend.wasm.tfjs.disposeData(backend.dataIdMap.get(view.dataId).id)
  backend.dataIdMap.delete(view.dataId)
}

function shapeBytes(shape: number[]): Uint8Array {
  return new Uint8Array(new Int32Array([1, ...lastTwo(shape)]).buffer)
}
