import * as tf from '@tensorflow/tfjs-core'
import type { KernelCase } from './kernel-case.ts'

const positive = (value: number) => 0.1 + Math.abs(value)
/** Keeps values away from the kink of relu and its like, where backends may pick either slope. */
const awayFromZero = (value: number) => (Math.abs(value) < 0.01 ? 0.5 : value)
/** A wide range: saturated sigmoids, logits of a trained model. */
const wide = (value: number) => 6 * value

type Unary = { name: string; run: (x: tf.Tensor) => tf.Tensor; prepare?: (value: number) => number }

const leakyReluSlope = 0.2

const unary: Unary[] = [
  { name: 'exp', run: tf.exp },
  { name: 'expm1', run: tf.expm1 },
  { name: 'log', run: tf.log, prepare: positive },
  { name: 'log1p', run: tf.log1p, prepare: positive },
  { name: 'sqrt', run: tf.sqrt, prepare: positive },
  { name: 'rsqrt', run: tf.rsqrt, prepare: positive },
  { name: 'square', run: tf.square },
  { name: 'reciprocal', run: tf.reciprocal, prepare: positive },
  { name: 'pow 1.7', run: (x) => tf.pow(x, 1.7), prepare: positive },
  { name: 'pow 2', run: (x) => tf.pow(x, 2) },
  { name: 'abs', run: tf.abs, prepare: awayFromZero },
  { name: 'neg', run: tf.neg },
  { name: 'sigmoid', run: tf.sigmoid, prepare: wide },
  { name: 'logSigmoid', run: tf.logSigmoid, prepare: wide },
  { name: 'softplus', run: tf.softplus, prepare: wide },
  { name: 'tanh', run: tf.tanh },
  { name: 'relu', run: tf.relu, prepare: awayFromZero },
  { name: 'elu', run: tf.elu, prepare: awayFromZero },
  {
    name: 'leakyRelu out of relu',
    run: (x) => tf.sub(tf.relu(x), tf.mul(leakyReluSlope, tf.relu(tf.neg(x)))),
    prepare: awayFromZero,
  },
  { name: 'silu', run: (x) => tf.mul(x, tf.sigmoid(x)) },
  { name: 'gelu by erf', run: (x) => tf.mul(tf.mul(x, 0.5), tf.add(tf.erf(tf.div(x, Math.SQRT2)), 1)) },
  { name: 'sin', run: tf.sin },
  { name: 'cos', run: tf.cos },
  { name: 'clipByValue', run: (x) => tf.clipByValue(x, -0.5, 0.5), prepare: awayFromZero },
  { name: 'clipped by minimum and maximum', run: (x) => tf.maximum(tf.minimum(x, 0.5), -0.5) },
  { name: 'floor', run: tf.floor },
  { name: 'sign', run: tf.sign, prepare: awayFromZero },
  { name: 'stop gradient', run: (x) => tf.mul(x, tf.customGrad(constantOf)(x)) },
]

/** The identity forwards, no gradient backwards. */
const constantOf = (x: tf.Tensor | tf.GradSaveFunc) => {
  if (!(x instanceof tf.Tensor)) throw new Error('stop gradient: expected a tensor.')
  return { value: tf.clone(x), gradFunc: (dy: tf.Tensor) => tf.zerosLike(dy) }
}

const unaryCases: KernelCase[] = unary.map(({ name, run, prepare }) => ({
  name,
  inputs: [[6, 35]],
  run,
  ...(prepare && { prepare }),
  // WGSL asks for an absolute error of at most 2^-11, and only between -pi and pi.
  ...((name === 'sin' || name === 'cos') && { toleranceOnWebGpu: 2 ** -11 }),
}))

type Binary = (a: tf.Tensor, b: tf.Tensor) => tf.Tensor

const binary: Record<string, Binary> = { add: tf.add, sub: tf.sub, mul: tf.mul, div: tf.div }
/** TF.js does not sum the gradients of these over broadcast axes. */
const binaryOfEqualShapes: Record<string, Binary> = {
  minimum: tf.minimum,
  maximum: tf.maximum,
  squaredDifference: tf.squaredDifference,
}

const broadcasts = [
  {
    label: 'equal shapes',
    inputs: [
      [4, 5, 6],
      [4, 5, 6],
    ],
  },
  { label: 'a bias', inputs: [[4, 5, 6], [6]] },
  {
    label: 'a column',
    inputs: [
      [4, 5, 6],
      [5, 1],
    ],
  },
  {
    label: 'both broadcast',
    inputs: [
      [4, 1, 6],
      [5, 1],
    ],
  },
  { label: 'a scalar', inputs: [[4, 5], []] },
]

const binaryCases: KernelCase[] = Object.entries(binary).flatMap(([name, run]) =>
  broadcasts.map(({ label, inputs }) => ({
    name: `${name}, ${label}`,
    inputs,
    run,
    // A divisor near zero would let single elements dwarf all others.
    ...(name === 'div' && { prepare: positive }),
  })),
)

const equalShapeCases: KernelCase[] = Object.entries(binaryOfEqualShapes).map(([name, run]) => ({
  name: `${name}, equal shapes`,
  inputs: [
    [4, 5, 6],
    [4, 5, 6],
  ],
  run,
}))

const masked: KernelCase[] = [
  {
    name: 'a constant mask',
    inputs: [[5, 6]],
    run: (x) => tf.mul(x, tf.tensor([1, 0, 1, 1, 0, 0])),
  },
  {
    name: 'a mask by step',
    inputs: [
      [5, 6],
      [5, 6],
    ],
    prepare: awayFromZero,
    run: (a, b) => tf.mul(a, tf.step(b)),
  },
  {
    name: 'binarised by comparison',
    inputs: [
      [5, 6],
      [5, 6],
    ],
    hasGradient: false,
    run: (a, b) => tf.cast(tf.less(a, b), 'float32'),
  },
  {
    name: 'which numbers are finite',
    inputs: [[20]],
    hasGradient: false,
    run: (x) => tf.cast(tf.isFinite(tf.log(x)), 'float32'),
  },
  {
    name: 'equality of classes',
    inputs: [[20], [20]],
    hasGradient: false,
    run: (a, b) => tf.cast(tf.equal(tf.round(a), tf.round(b)), 'float32'),
  },
]

export const elementwiseCases: readonly KernelCase[] = [...unaryCases, ...binaryCases, ...equalShapeCases, ...masked]
