import * as tf from '@tensorflow/tfjs-core'
import type { KernelCase } from './kernel-case.ts'

type Reduction = (x: tf.Tensor, axes: number[] | undefined, keepDims: boolean) => tf.Tensor

const reductions: Record<string, Reduction> = {
  sum: tf.sum,
  mean: tf.mean,
  max: tf.max,
  min: tf.min,
  logSumExp: tf.logSumExp,
}

const axesOfRankThree = [undefined, [0], [1], [2], [0, 1], [1, 2], [0, 2]]

const overAxes: KernelCase[] = Object.entries(reductions).flatMap(([name, reduction]) =>
  axesOfRankThree.flatMap((axes) =>
    [false, true].map((keepDims) => ({
      name: `${name} over ${axes === undefined ? 'everything' : `axes ${axes}`}${keepDims ? ', axes kept' : ''}`,
      inputs: [[5, 6, 7]],
      run: (x: tf.Tensor) => reduction(x, axes, keepDims),
    })),
  ),
)

const otherReductions: KernelCase[] = [
  {
    name: 'sum over the axes of an image but its channels',
    inputs: [[4, 6, 5, 3]],
    run: (x) => tf.sum(x, [0, 1, 2]),
  },
  { name: 'sum over axes of size one', inputs: [[1, 6, 1, 5]], run: (x) => tf.sum(x, [0, 2]) },
  { name: 'sum over a negative axis', inputs: [[4, 9]], run: (x) => tf.sum(x, -1) },
  {
    name: 'sum of many',
    inputs: [[40, 500]],
    prepare: (value) => 1 + value / 10,
    run: (x) => tf.sum(x),
  },
  {
    // One after the other in 32-bit floats, they would end one percent off.
    name: 'sum of a million',
    inputs: [[1000, 1000]],
    prepare: (value) => 0.1 + value / 1000,
    // A thread of the GPU adds thousands of them in a row.
    toleranceOnWebGpu: 1e-4,
    run: (x) => tf.sum(x),
  },
  {
    name: 'variance over the batch',
    inputs: [[20, 6]],
    run: (x) => tf.moments(x, 0).variance,
  },
  {
    name: 'batch normalisation, written out',
    inputs: [[20, 6], [6], [6]],
    run: (x, scale, shift) => {
      const { mean, variance } = tf.moments(x, 0)
      const normalised = tf.mul(tf.sub(x, mean), tf.rsqrt(tf.add(variance, 1e-3)))
      return tf.add(tf.mul(normalised, scale), shift)
    },
  },
  {
    name: 'layer normalisation, written out',
    inputs: [[6, 20], [20], [20]],
    run: (x, scale, shift) => {
      const { mean, variance } = tf.moments(x, -1, true)
      const normalised = tf.mul(tf.sub(x, mean), tf.rsqrt(tf.add(variance, 1e-3)))
      return tf.add(tf.mul(normalised, scale), shift)
    },
  },
  { name: 'softmax', inputs: [[7, 10]], run: (x) => tf.softmax(x) },
  { name: 'logSoftmax', inputs: [[7, 10]], run: (x) => tf.logSoftmax(x) },
  { name: 'argMax', inputs: [[7, 10]], hasGradient: false, run: (x) => tf.argMax(x, 1) },
  { name: 'euclidean norm', inputs: [[7, 10]], run: (x) => tf.sqrt(tf.sum(tf.square(x), 1)) },
]

const sums: KernelCase[] = [
  { exclusive: false, reverse: false },
  { exclusive: true, reverse: false },
  { exclusive: false, reverse: true },
  { exclusive: true, reverse: true },
].flatMap(({ exclusive, reverse }) => {
  const label = `${exclusive ? ', exclusive' : ''}${reverse ? ', reversed' : ''}`
  return [
    {
      name: `cumsum over the last axis${label}`,
      inputs: [[3, 6, 5]],
      run: (x: tf.Tensor) => tf.cumsum(x, 2, exclusive, reverse),
    },
    {
      name: `cumsum over another axis${label}`,
      inputs: [[3, 6, 5]],
      // TF.js transposes this gradient wrongly, on every backend.
      hasGradient: false,
      run: (x: tf.Tensor) => tf.cumsum(x, 1, exclusive, reverse),
    },
  ]
})

export const reductionCases: readonly KernelCase[] = [...overAxes, ...otherReductions, ...sums]
