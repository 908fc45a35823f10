// The factored matrix against plain linear algebra in doubles, at the start and after a thousand steps of training.
import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-core/dist/register_all_gradients'
import '@tensorflow/tfjs-backend-cpu'
import { beforeAll, describe, expect, test } from 'vitest'
import { logAbsDeterminant } from '../../../src/engine/math/log-abs-determinant.ts'
import type { LinearStart } from '../../../src/engine/math/transforms/lu-linear.ts'
import { factorise, randomPermutation, randomRotation } from '../../../src/engine/math/transforms/rotation.ts'
import { invertLowerTriangular } from '../../../src/engine/math/transforms/triangular.ts'
import { normals } from '../../../src/engine/random/draws.ts'
import { randomStream } from '../../../src/engine/random/random-stream.ts'
import { invertibleConvolution } from './invertible-convolution.op.ts'

beforeAll(() => tf.setBackend('cpu'))

const gaussian = (name: string, shape: readonly number[], step = 0): tf.Tensor =>
  tf.tensor(normals(randomStream(6, name, step), tf.util.sizeFromShape([...shape])), [...shape])
const flow = (value: tf.Tensor) => ({ value, logDet: tf.zeros([value.shape[0]!]) })
const zeros = (size: number) => ({
  lower: tf.zeros([size, size]),
  upper: tf.zeros([size, size]),
  logScale: tf.zeros([size]),
})

const params = { start: 'rotation', seed: 9 } as const

/** The rows of W, from its outputs for unit vectors. */
function matrixOf(weights: ReturnType<typeof zeros>, from: LinearStart = params): number[][] {
  const size = weights.logScale.size
  const { y } = invertibleConvolution.forward({ x: flow(tf.eye(size)) }, weights, from)
  return tf.transpose(y.value).arraySync() as number[][]
}

/** Stochastic gradient steps on the likelihood of correlated data under a standard normal, with random perturbations. */
function trained(size: number, steps: number, from: LinearStart): ReturnType<typeof zeros> {
  const spread = gaussian('spread', [size, size])
  let weights: tf.Tensor[] = Object.values(zeros(size))
  const loss = (x: tf.Tensor) => (lower: tf.Tensor, upper: tf.Tensor, logScale: tf.Tensor) => {
    const { y } = invertibleConvolution.forward({ x: flow(x) }, { lower, upper, logScale }, from)
    return tf.mean(tf.sub(tf.mul(0.5, tf.sum(tf.square(y.value), 1)), y.logDet)) as tf.Scalar
  }
  for (let step = 0; step < steps; step++) {
    weights = tf.tidy(() => {
      const x = tf.matMul(gaussian('data', [16, size], step), spread)
      const gradients = tf.grads(loss(x) as (...at: tf.Tensor[]) => tf.Tensor)(weights)
      return weights.map((weight, i) => {
        const jolt = tf.mul(0.01, gaussian(`jolt${i}`, weight.shape, step))
        return tf.add(tf.sub(weight, tf.mul(0.01, tf.clipByValue(gradients[i]!, -1, 1))), jolt)
      })
    })
  }
  const [lower, upper, logScale] = weights
  return { lower: lower!, upper: upper!, logScale: logScale! }
}

describe('before training', () => {
  test('the matrix is a rotation: its rows are orthonormal', () => {
    const rows = matrixOf(zeros(12))
    for (const [i, a] of rows.entries())
      for (const [j, b] of rows.entries())
        expect(a.reduce((sum, value, k) => sum + value * b[k]!, 0)).toBeCloseTo(i === j ? 1 : 0, 5)
  })

  test('it is the rotation that was factorised, and differs between seeds', () => {
    const rotation = randomRotation(9, 5)
    for (const [i, row] of matrixOf(zeros(5)).entries())
      for (const [j, value] of row.entries()) expect(value).toBeCloseTo(rotation[5 * i + j]!, 6)
    expect(randomRotation(10, 5)).not.toEqual(rotation)
  })

  test('as a permutation, it moves whole channels, in an order that depends on the seed', () => {
    const size = 7
    const start = matrixOf(zeros(size), { start: 'permutation', seed: 9 })
    for (const line of [...start, ...start.map((_, column) => start.map((row) => row[column] ?? 0))])
      expect(line.toSorted()).toEqual([...Array.from({ length: size - 1 }, () => 0), 1])
    expect(start.flat()).toEqual([...randomPermutation(9, size)])
    expect(start.flat()).not.toEqual([...randomPermutation(10, size)])
  })

  test('the factors multiply to the matrix with its rows in order', () => {
    const size = 7
    const matrix = Float64Array.from(normals(randomStream(1, 'matrix', 0), size * size))
    const { order, lower, upper, diagonal } = factorise(matrix, size)
    const l = (i: number, k: number) => (i === k ? 1 : lower[i * size + k]!)
    const u = (k: number, j: number) => (k === j ? diagonal[k]! : upper[k * size + j]!)
    for (let i = 0; i < size; i++)
      for (let j = 0; j < size; j++) {
        const product = Array.from({ length: size }, (_, k) => l(i, k) * u(k, j)).reduce((a, b) => a + b)
        expect(product).toBeCloseTo(matrix[order[i]! * size + j]!, 10)
      }
  })
})

describe('after 1,000 random training steps', () => {
  test.each([
    [4, 'rotation'],
    [12, 'rotation'],
    [5, 'permutation'],
  ] as const)(
    'over %i channels, from a %s, the inverse is exact to 1e-5 and the determinant that of the matrix',
    (size, start) => {
      const from = { start, seed: 9 }
      const weights = trained(size, 1000, from)
      for (const weight of Object.values(weights)) expect(tf.max(tf.abs(weight)).dataSync()[0]).toBeGreaterThan(0.1)
      const x = gaussian('test', [32, 2, 3, size])
      const forward = invertibleConvolution.forward({ x: flow(x) }, weights, from)
      const { x: back } = invertibleConvolution.inverse({ y: forward.y }, weights, from)
      const values = x.dataSync()
      for (const [i, value] of back.value.dataSync().entries()) expect(Math.abs(value - values[i]!)).toBeLessThan(1e-5)
      const perPixel = forward.y.logDet.dataSync()[0]! / 6
      expect(perPixel).toBeCloseTo(logAbsDeterminant(matrixOf(weights, from)), 4)
    },
  )
})

test.each([1, 2, 5, 8, 13])('a lower triangular matrix of %i rows times its inverse is the identity', (size) => {
  const matrix = tf.add(gaussian('lower', [size, size]), tf.mul(3, tf.eye(size)))
  const product = tf.matMul(tf.linalg.bandPart(matrix, -1, 0), invertLowerTriangular(matrix)).dataSync()
  for (const [i, value] of product.entries()) expect(value).toBeCloseTo(i % (size + 1) === 0 ? 1 : 0, 4)
})
