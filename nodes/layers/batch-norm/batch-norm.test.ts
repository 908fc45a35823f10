// Batch norm and layer norm against plain arithmetic in double precision.
import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import { beforeAll, expect, test } from 'vitest'
import { createContext } from '../../../src/engine/math/context.ts'
import { layerNorm } from '../layer-norm/layer-norm.op.ts'
import { batchNorm } from './batch-norm.op.ts'

beforeAll(() => tf.setBackend('cpu'))

const params = { momentum: 0.8, epsilon: 0.01 }
const context = (training: boolean) => createContext({ seed: 1, step: 0, training }).at('norm')
// Two images of two pixels with two channels.
const x = [1, 10, 2, -4, 5, 0, -2, 6]
const image = () => tf.tensor4d(x, [2, 1, 2, 2])
const weights = () => ({
  scale: tf.tensor1d([1.5, -2]),
  shift: tf.tensor1d([0.25, 1]),
  movingMean: tf.tensor1d([0.5, 4]),
  movingVariance: tf.tensor1d([2, 3]),
})
const scale = [1.5, -2]
const shift = [0.25, 1]

const meanOf = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length
const varianceOf = (values: readonly number[]) => meanOf(values.map((v) => (v - meanOf(values)) ** 2))

test('in training the moments are those of the batch, per channel', () => {
  const { y, state } = batchNorm({ x: image() }, weights(), params, context(true))
  const channels = [0, 1].map((c) => x.filter((_, i) => i % 2 === c))
  const expected = x.map((value, i) => {
    const c = i % 2
    const values = channels[c]!
    return (scale[c]! * (value - meanOf(values))) / Math.sqrt(varianceOf(values) + 0.01) + shift[c]!
  })
  expectClose(y, expected)
  expectClose(
    state!.movingMean!,
    [0.5, 4].map((old, c) => 0.8 * old + 0.2 * meanOf(channels[c]!)),
  )
  expectClose(
    state!.movingVariance!,
    [2, 3].map((old, c) => 0.8 * old + 0.2 * (4 / 3) * varianceOf(channels[c]!)),
  )
})

test('in evaluation the moments are the moving averages, and they do not change', () => {
  const result = batchNorm({ x: image() }, weights(), params, context(false))
  const expected = x.map((value, i) => {
    const c = i % 2
    return (scale[c]! * (value - [0.5, 4][c]!)) / Math.sqrt([2, 3][c]! + 0.01) + shift[c]!
  })
  expectClose(result.y, expected)
  expect(result.state).toBeUndefined()
})

test('a batch of one vector gives the shift, not a division by zero', () => {
  const { y, state } = batchNorm({ x: tf.tensor2d([[3, -7]]) }, weights(), params, context(true))
  expectClose(y, shift)
  expectClose(state!.movingVariance!, [1.6, 2.4])
})

test('layer norm takes the moments over the last axis of each example', () => {
  const rows = [
    [1, 10, 2],
    [-4, 5, 0],
  ]
  const { y } = layerNorm(
    { x: tf.tensor2d(rows) },
    { scale: tf.tensor1d([1.5, -2, 1]), shift: tf.tensor1d([0.25, 1, 0]) },
    { epsilon: 0.01 },
  )
  const expected = rows.flatMap((row) =>
    row.map(
      (value, c) => ([1.5, -2, 1][c]! * (value - meanOf(row))) / Math.sqrt(varianceOf(row) + 0.01) + [0.25, 1, 0][c]!,
    ),
  )
  expectClose(y, expected)
})

function expectClose(tensor: tf.Tensor, expected: readonly number[]): void {
  const values = tensor.dataSync()
  expect(values).toHaveLength(expected.length)
  for (const [i, value] of expected.entries()) expect(values[i]).toBeCloseTo(value, 5)
}
