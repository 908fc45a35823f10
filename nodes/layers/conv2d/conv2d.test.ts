// Both convolutions against plain loops, for any size, stride, padding and kernel.
import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { initialParams } from '../../../src/graph/fields.ts'
import { tensor } from '../../../src/graph/signals.ts'
import { conv2dTranspose as transposeDefinition } from '../conv2d-transpose/conv2d-transpose.node.ts'
import { conv2dTranspose } from '../conv2d-transpose/conv2d-transpose.op.ts'
import { conv2d as definition, windowFields } from './conv2d.node.ts'
import { conv2d } from './conv2d.op.ts'

beforeAll(() => tf.setBackend('cpu'))

const batch = 2
const settings = fc.record({
  height: fc.integer({ min: 1, max: 8 }),
  width: fc.integer({ min: 1, max: 8 }),
  channels: fc.integer({ min: 1, max: 3 }),
  filters: fc.integer({ min: 1, max: 3 }),
  kernelSize: fc.integer({ min: 1, max: 5 }),
  strides: fc.integer({ min: 1, max: 3 }),
  padding: fc.constantFrom('same' as const, 'valid' as const),
})

/** Small integers, so that sums are exact in any order. */
const whole = (length: number, salt: number) => Float32Array.from({ length }, (_, i) => ((i * 37 + salt * 11) % 13) - 6)

interface Image {
  readonly shape: readonly number[]
  readonly values: Float32Array
}
const image = (shape: readonly number[], salt: number): Image => ({
  shape,
  values: whole(tf.util.sizeFromShape([...shape]), salt),
})
const toTensor = ({ shape, values }: Image) => tf.tensor(values, [...shape])

const place = ([, a = 1, b = 1, c = 1]: readonly number[], n: number, i: number, j: number, k: number) =>
  ((n * a + i) * b + j) * c + k

test('a convolution agrees with four nested loops', () => {
  fc.assert(
    fc.property(settings, ({ height, width, channels, filters, kernelSize, strides, padding }) => {
      const params = { ...initialParams(windowFields), filters, kernelSize, strides, padding }
      const x = image([batch, height, width, channels], 1)
      const kernel = image([kernelSize, kernelSize, channels, filters], 2)
      const bias = image([filters], 3)
      const { outputs, problems } = definition.infer({
        node: 'n',
        params,
        inputs: { x: tensor([height, width, channels]) },
      })
      if (padding === 'valid' && kernelSize > Math.min(height, width)) {
        expect(outputs).toEqual({})
        expect(problems?.[0]?.message).toContain('does not fit into an image')
        return
      }
      const { y } = conv2d({ x: toTensor(x) }, { kernel: toTensor(kernel), bias: toTensor(bias) }, params)
      expect(outputs).toEqual({ y: tensor(y.shape.slice(1)) })
      // Padding before the image: half of the pixels missing for ceil(n / stride) windows, rounded down.
      const before = (n: number) =>
        padding === 'valid' ? 0 : Math.floor(Math.max((Math.ceil(n / strides) - 1) * strides + kernelSize - n, 0) / 2)
      const [top, left] = [before(height), before(width)]
      const expected = new Float32Array(y.size)
      eachPlace(y.shape, (n, i, j, f) => {
        let sum = bias.values[f]!
        eachPlace(kernel.shape.slice(0, 3), (u, v, c) => {
          const [row, column] = [strides * i + u - top, strides * j + v - left]
          if (row < 0 || row >= height || column < 0 || column >= width) return
          sum +=
            kernel.values[((u * kernelSize + v) * channels + c) * filters + f]! *
            x.values[place(x.shape, n, row, column, c)]!
        })
        expected[place(y.shape, n, i, j, f)] = sum
      })
      expect(y.dataSync()).toEqual(expected)
    }),
    { numRuns: 60, seed: 1 },
  )
})

test('a transposed convolution adds a weighted window for every element', () => {
  fc.assert(
    fc.property(settings, ({ height, width, channels, filters, kernelSize, strides, padding }) => {
      const params = { ...initialParams(windowFields), filters, kernelSize, strides, padding }
      const x = image([batch, height, width, channels], 1)
      const kernel = image([kernelSize, kernelSize, filters, channels], 2)
      const bias = image([filters], 3)
      const { y } = conv2dTranspose({ x: toTensor(x) }, { kernel: toTensor(kernel), bias: toTensor(bias) }, params)
      const inferred = transposeDefinition.infer({
        node: 'n',
        params,
        inputs: { x: tensor([height, width, channels]) },
      })
      expect(inferred.outputs).toEqual({ y: tensor(y.shape.slice(1)) })
      const [, rows = 0, columns = 0] = y.shape
      const cut = padding === 'valid' ? 0 : Math.floor(Math.max(kernelSize - strides, 0) / 2)
      const expected = new Float32Array(y.size)
      eachPlace(y.shape, (n, i, j, f) => {
        expected[place(y.shape, n, i, j, f)] = bias.values[f]!
      })
      eachPlace(x.shape, (n, i, j, c) => {
        eachPlace(kernel.shape.slice(0, 3), (u, v, f) => {
          const [row, column] = [strides * i + u - cut, strides * j + v - cut]
          if (row < 0 || row >= rows || column < 0 || column >= columns) return
          expected[place(y.shape, n, row, column, f)]! +=
            kernel.values[((u * kernelSize + v) * filters + f) * channels + c]! * x.values[place(x.shape, n, i, j, c)]!
        })
      })
      expect(y.dataSync()).toEqual(expected)
    }),
    { numRuns: 60, seed: 1 },
  )
})

test('a vector is an error with a fitting reshape on offer', () => {
  const { problems } = definition.infer({
    node: 'n',
    params: initialParams(windowFields),
    inputs: { x: tensor([784]) },
  })
  expect(problems).toMatchObject([
    {
      code: 'rank-mismatch',
      received: '784',
      fixes: [{ title: 'Insert Reshape to 28 × 28 × 1', edits: [{ params: { shape: [28, 28, 1] } }] }],
    },
  ])
})

function eachPlace(
  [a = 1, b = 1, c = 1, d = 1]: readonly number[],
  visit: (i: number, j: number, k: number, l: number) => void,
) {
  for (let i = 0; i < a; i++)
    for (let j = 0; j < b; j++) for (let k = 0; k < c; k++) for (let l = 0; l < d; l++) visit(i, j, k, l)
}
