// Matrix products by our own module: every case in one pass, with bias and relu, nothing turned or packed ahead of time,
// so that nothing goes stale when weights change in place.
import { broadcast_util, type TensorInfo } from '@tensorflow/tfjs-core'
import { compose } from '../compose.ts'
import { broadcastIndices, lastTwo } from '../matrix-shapes.ts'
import { elementCount, type WasmBackend } from '../wasm-backend.ts'
import { addressOf, type Native } from './module.ts'

export interface Product {
  readonly a: TensorInfo
  readonly b: TensorInfo
  readonly transposeA: boolean
  readonly transposeB: boolean
  /** One number for each column. */
  readonly bias?: TensorInfo | undefined
  readonly relu?: boolean
}

const floatBytes = 4

/** Products of the matrices on the last two axes; the axes before them broadcast. */
export function nativeProduct(backend: WasmBackend, native: Native, product: Product): TensorInfo {
  const { a, b, transposeA, transposeB } = product
  const [aRows, aColumns] = lastTwo(a.shape)
  const [bRows, bColumns] = lastTwo(b.shape)
  const [m, k] = transposeA ? [aColumns, aRows] : [aRows, aColumns]
  const [inner, n] = transposeB ? [bColumns, bRows] : [bRows, bColumns]
  if (k !== inner) throw new Error(`matMul: the inner sizes must agree, but the factors are ${shown(a, b, product)}.`)
  const aOuter = a.shape.slice(0, -2)
  const bOuter = b.shape.slice(0, -2)
  const outer = broadcast_util.assertAndGetBroadcastShape(aOuter, bOuter)
  const out = backend.makeOutput([...outer, m, n], 'float32')
  const hasOneRight = elementCount(bOuter) === 1 && !transposeA
  const rows = hasOneRight ? m * elementCount(outer) : m
  return compose(backend, (release) => {
    const bytes = native.matrixProductScratch(n, k)
    const scratch = release(backend.makeOutput([bytes / floatBytes], 'float32'))
    const multiply = (from: number, right: number, to: number, height: number): void =>
      native.matrixProduct(
        from,
        right,
        to,
        height,
        n,
        k,
        Number(transposeA),
        Number(transposeB),
        product.bias ? addressOf(backend, product.bias) : 0,
        Number(product.relu ?? false),
        addressOf(backend, scratch),
      )
    const [left, right, to] = [addressOf(backend, a), addressOf(backend, b), addressOf(backend, out)]
    if (hasOneRight || elementCount(outer) === 1) {
      multiply(left, right, to, rows)
      return out
    }
    const aIndices = broadcastIndices(aOuter, outer)
    const bIndices = broadcastIndices(bOuter, outer)
    for (const [i, aIndex] of aIndices.entries()) {
      multiply(
        left + aIndex * m * k * floatBytes,
        right + bIndices[i]! * k * n * floatBytes,
        to + i * m * n * floatBytes,
        m,
      )
    }
    return out
  })
}

const shown = (a: TensorInfo, b: TensorInfo, { transposeA, transposeB }: Product): string =>
  `[${a.shape}]${transposeA ? ' transposed' : ''} and [${b.shape}]${transposeB ? ' transposed' : ''}`
