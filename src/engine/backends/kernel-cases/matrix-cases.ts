import * as tf from '@tensorflow/tfjs-core'
import type { KernelCase } from './kernel-case.ts'

type MatMulShape = { label: string; batchA: number[]; batchB: number[]; rows: number; inner: number; columns: number }

// Sizes on both sides of the point where batches of small products are computed differently, and just above whole blocks of
// our own product on WASM: of 512 terms, of 125 rows.
const shapes: MatMulShape[] = [
  { label: 'one product', batchA: [], batchB: [], rows: 33, inner: 65, columns: 17 },
  { label: 'one row', batchA: [], batchB: [], rows: 1, inner: 40, columns: 9 },
  { label: 'one column', batchA: [], batchB: [], rows: 40, inner: 9, columns: 1 },
  { label: 'small batch', batchA: [6], batchB: [6], rows: 3, inner: 4, columns: 5 },
  { label: 'large batch', batchA: [3], batchB: [3], rows: 20, inner: 24, columns: 18 },
  { label: 'two batch axes', batchA: [2, 3], batchB: [2, 3], rows: 18, inner: 20, columns: 16 },
  { label: 'more than a block', batchA: [], batchB: [], rows: 126, inner: 513, columns: 9 },
  { label: 'more than two blocks', batchA: [], batchB: [], rows: 251, inner: 1025, columns: 11 },
]

const transposes = [
  { transposeA: false, transposeB: false },
  { transposeA: true, transposeB: false },
  { transposeA: false, transposeB: true },
  { transposeA: true, transposeB: true },
]

const products: KernelCase[] = shapes.flatMap((shape) =>
  transposes.map(({ transposeA, transposeB }) => ({
    name: `matMul, ${shape.label}${transposeA ? ', a transposed' : ''}${transposeB ? ', b transposed' : ''}`,
    inputs: [
      [...shape.batchA, ...(transposeA ? [shape.inner, shape.rows] : [shape.rows, shape.inner])],
      [...shape.batchB, ...(transposeB ? [shape.columns, shape.inner] : [shape.inner, shape.columns])],
    ],
    run: (a: tf.Tensor, b: tf.Tensor) => tf.matMul(a, b, transposeA, transposeB),
  })),
)

// TF.js has no gradient for a product that broadcasts its batch, so only the values are compared.
const broadcastProducts: KernelCase[] = [
  {
    name: 'matMul, shared right factor',
    inputs: [
      [4, 12, 20],
      [20, 30],
    ],
  },
  {
    name: 'matMul, shared left factor',
    inputs: [
      [12, 20],
      [4, 20, 30],
    ],
  },
].map((shared) => ({ ...shared, run: (a: tf.Tensor, b: tf.Tensor) => tf.matMul(a, b), hasGradient: false }))

const fusedProducts: KernelCase[] = [20, 600].flatMap((inner) =>
  transposes.map(({ transposeA, transposeB }) => ({
    name: `fused matMul of ${inner} terms${transposeA ? ', a transposed' : ''}${transposeB ? ', b transposed' : ''}`,
    inputs: [transposeA ? [inner, 12] : [12, inner], transposeB ? [7, inner] : [inner, 7], [7]],
    run: (a: tf.Tensor, b: tf.Tensor, bias: tf.Tensor) =>
      tf.fused.matMul({ a, b, transposeA, transposeB, bias, activation: 'relu' }),
  })),
)

export const matrixCases: readonly KernelCase[] = [...products, ...broadcastProducts, ...fusedProducts]
