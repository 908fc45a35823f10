// Chains that src/engine/math/fused hands to one kernel where the backend has it; sizes are odd, for what vectors leave over.
import * as tf from '@tensorflow/tfjs-core'
import { affine, convolve } from '../../math/fused/affine.ts'
import { bernoulliLogProb } from '../../math/fused/bernoulli-log-prob.ts'
import { maskedWeights } from '../../math/fused/masked-weights.ts'
import { leakyRelu, relu } from '../../math/fused/relu.ts'
import type { KernelCase } from './kernel-case.ts'

const degrees = (count: number, most: number): tf.Tensor =>
  tf.tensor1d(Array.from({ length: count }, (_, i) => (i * 7) % (most + 1)))

/** The sum and the norm of the gradient, whose own gradient is of second order. */
const valueAndSlope = (f: (x: tf.Tensor) => tf.Tensor, x: tf.Tensor): tf.Tensor => {
  const gradient = tf.grad((input: tf.Tensor) => tf.sum(f(input)))(x)
  return tf.add(f(x), tf.sum(tf.square(gradient)))
}

export const fusedCases: readonly KernelCase[] = [
  { name: 'fused relu', inputs: [[3, 7]], run: (x) => relu(x) },
  { name: 'fused relu of one number', inputs: [[1]], run: (x) => relu(x) },
  { name: 'fused leaky relu', inputs: [[5, 13]], run: (x) => leakyRelu(x, 0.2) },
  {
    name: 'gradient of the gradient of fused relus',
    inputs: [
      [6, 5],
      [5, 9],
      [9, 7],
      [7, 1],
    ],
    run: (x, a, b, c) =>
      valueAndSlope((input) => tf.matMul(leakyRelu(tf.matMul(relu(tf.matMul(input, a)), b), 0.2), c), x),
  },
  {
    name: 'affine',
    inputs: [[7, 11], [11, 13], [13]],
    run: (x, kernel, bias) => affine(x, kernel, bias),
  },
  {
    name: 'affine of one column',
    inputs: [[6, 1], [1, 1], [1]],
    run: (x, kernel, bias) => affine(x, kernel, bias),
  },
  {
    name: 'gradient of the gradient of an affine map',
    inputs: [[4, 5], [5, 6], [6], [6, 2]],
    run: (x, kernel, bias, out) => valueAndSlope((input) => tf.matMul(relu(affine(input, kernel, bias)), out), x),
  },
  {
    name: 'convolution with bias, same',
    inputs: [[2, 5, 6, 3], [3, 3, 3, 5], [5]],
    run: (x, kernel, bias) => convolve(x, kernel, bias, 1, 'same'),
  },
  {
    name: 'convolution with bias, strided',
    inputs: [[2, 7, 6, 3], [4, 4, 3, 9], [9]],
    run: (x, kernel, bias) => convolve(x, kernel, bias, 2, 'same'),
  },
  {
    name: 'convolution with bias, valid, of many channels',
    inputs: [[1, 4, 5, 17], [2, 3, 17, 10], [10]],
    run: (x, kernel, bias) => convolve(x, kernel, bias, 1, 'valid'),
  },
  {
    name: 'gradient of the gradient of a convolution with bias',
    inputs: [[2, 6, 6, 2], [3, 3, 2, 4], [4]],
    run: (x, kernel, bias) => valueAndSlope((input) => relu(convolve(input, kernel, bias, 2, 'same')), x),
  },
  {
    name: 'weights masked by degree',
    inputs: [[9, 14]],
    run: (weights) => maskedWeights(weights, degrees(9, 4), degrees(14, 5)),
  },
  {
    name: 'log-probabilities of a Bernoulli',
    inputs: [
      [3, 5, 5, 1],
      [3, 5, 5, 1],
    ],
    prepare: (value) => 3 * value,
    run: (x, logits) => bernoulliLogProb(x, logits),
  },
  {
    name: 'log-probabilities of a Bernoulli, many elements',
    inputs: [
      [2, 301],
      [2, 301],
    ],
    run: (x, logits) => bernoulliLogProb(x, logits),
  },
  {
    name: 'gradient of the gradient of the log-probabilities of a Bernoulli',
    inputs: [
      [4, 6],
      [4, 6],
    ],
    run: (x, logits) => valueAndSlope((odds) => bernoulliLogProb(x, odds), logits),
  },
]
