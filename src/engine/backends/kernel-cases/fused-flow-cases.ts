// The parts of flows that src/engine/math/fused hands to one kernel, as the ops call them.
import * as tf from '@tensorflow/tfjs-core'
import { firstMoments, normaliseChannels } from '../../math/fused/actnorm.ts'
import { affineCoupling, type Composition, type MovingElements } from '../../math/fused/affine-coupling.ts'
import { luLinear } from '../../math/transforms/lu-linear.ts'
import { exp, tanh } from '../../math/twice-differentiable.ts'
import type { KernelCase } from './kernel-case.ts'

/** The coupling written with a mask `[...event]` of ones where x moves, and places of parameters spread over the event. */
const composition =
  ({ count, first, step, parity }: MovingElements, scale: 'tanh' | 'sigmoid'): Composition =>
  (x, parameters, bound) => {
    const channels = x.shape.at(-1) ?? 1
    // [count, channels]: a one where the j-th that moves lies.
    const spread = tf.tensor2d(
      Array.from({ length: count * channels }, (_, i) =>
        i % channels === first + step * Math.floor(i / channels) ? 1 : 0,
      ),
      [count, channels],
    )
    const inPlace = (part: tf.Tensor): tf.Tensor => {
      const everywhere = tf.reshape(tf.matMul(tf.reshape(part, [-1, count]), spread), x.shape)
      if (parity === undefined) return everywhere
      const [, height = 1, width = 1] = x.shape
      const board = Array.from({ length: height * width }, (_, i) =>
        (Math.floor(i / width) + (i % width)) % 2 === parity ? 1 : 0,
      )
      return tf.mul(everywhere, tf.tensor(board, [height, width, 1]))
    }
    const [shift, raw] = tf.split(parameters, 2, -1)
    const logScale = inPlace(
      tf.mul(bound, scale === 'tanh' ? tanh(raw!) : tf.neg(tf.softplus(tf.neg(tf.add(raw!, 2))))),
    )
    const value = tf.add(tf.mul(x, exp(logScale)), inPlace(shift!))
    return [value, tf.sum(tf.reshape(logScale, [x.shape[0] ?? 1, -1]), 1)]
  }

/** Both results side by side. */
const coupled = (
  moving: MovingElements,
  scale: 'tanh' | 'sigmoid',
  x: tf.Tensor,
  parameters: tf.Tensor,
  bound: tf.Tensor,
): tf.Tensor => {
  const limit = scale === 'tanh' ? bound : tf.add(tf.mul(bound, 0), 1)
  const [value, change] = affineCoupling(x, parameters, limit, { moving, scale }, composition(moving, scale))
  return tf.concat([tf.reshape(value, [x.shape[0] ?? 1, -1]), tf.expandDims(change, 1)], 1)
}

const couplingCase = (
  name: string,
  event: readonly number[],
  moving: MovingElements,
  scale: 'tanh' | 'sigmoid',
): KernelCase => ({
  name: `affine coupling, ${name}, ${scale}`,
  inputs: [[3, ...event], [3, ...event.slice(0, -1), 2 * moving.count], [moving.count]],
  run: (x, parameters, bound) => coupled(moving, scale, x, parameters, bound),
})

/** Of every element the square of a slope and the sum of values, which together depend on all that there is. */
const withSlope = (f: (x: tf.Tensor) => tf.Tensor, x: tf.Tensor): tf.Tensor => {
  const slope = tf.grad((input: tf.Tensor) => tf.sum(tf.square(f(input))))(x)
  return tf.add(tf.square(slope), tf.sum(f(x)))
}

export const fusedFlowCases: readonly KernelCase[] = [
  couplingCase('second of two', [2], { count: 1, first: 1, step: 1 }, 'tanh'),
  couplingCase('first half', [5], { count: 3, first: 0, step: 1 }, 'sigmoid'),
  couplingCase('every other, more than a chunk', [301], { count: 150, first: 1, step: 2 }, 'tanh'),
  couplingCase('half of the channels', [5, 3, 4], { count: 2, first: 2, step: 1 }, 'sigmoid'),
  couplingCase('checkerboard', [5, 7, 3], { count: 3, first: 0, step: 1, parity: 1 }, 'tanh'),
  couplingCase('checkerboard', [4, 3, 1], { count: 1, first: 0, step: 1, parity: 0 }, 'sigmoid'),
  {
    name: 'gradient of the gradient of an affine coupling',
    inputs: [[3, 4], [3, 4], [2]],
    run: (x, parameters, bound) => {
      const moving = { count: 2, first: 2, step: 1 }
      const both = (input: tf.Tensor) => coupled(moving, 'tanh', input, parameters, bound)
      return withSlope(both, x)
    },
  },
  {
    name: 'activation normalisation',
    inputs: [[2, 3, 3, 5], [5], [5], [5], [5]],
    prepare: (value) => 0.6 + 0.1 * value,
    run: (x, shift, logScale, mean, deviation) => {
      const [value, logDet] = normaliseChannels(x, { shift, logScale, mean, deviation }, 3)
      return tf.add(value, tf.mul(logDet, 0.1))
    },
  },
  {
    name: 'gradient of the gradient of activation normalisation',
    inputs: [[6, 3], [3], [3], [3], [3]],
    prepare: (value) => 0.6 + 0.1 * value,
    run: (x, shift, logScale, mean, deviation) => {
      const normalised = (input: tf.Tensor) => normaliseChannels(input, { shift, logScale, mean, deviation }, 3)[0]
      return withSlope(normalised, x)
    },
  },
  ...[0, 1].map(
    (initialised): KernelCase => ({
      name: initialised ? 'moments that are kept' : 'first moments of channels',
      inputs: [[4, 3, 3, 5], [5], [5]],
      hasGradient: false,
      run: (x, mean, deviation) => {
        const found = firstMoments(x, { initialised: tf.scalar(initialised), mean, deviation }, 1e-6)
        const moments = tf.moments(x, [0, 1, 2])
        const fresh = { mean: moments.mean, deviation: tf.add(tf.sqrt(moments.variance), 1e-6) }
        const { mean: m, deviation: d } = found ?? (initialised ? { mean, deviation } : fresh)
        return tf.concat([m, d])
      },
    }),
  ),
  ...(['rotation', 'permutation'] as const).map(
    (start): KernelCase => ({
      name: `linear map in factors from a ${start}`,
      inputs: [[9, 5], [5, 5], [5, 5], [5]],
      run: (x, lower, upper, logScale) => luLinear({ lower, upper, logScale }, { start, seed: 3 }).apply(x),
    }),
  ),
  {
    name: 'gradient of the gradient of a linear map in factors',
    inputs: [[4, 3], [3, 3], [3, 3], [3]],
    run: (x, lower, upper, logScale) => {
      const map = (scales: tf.Tensor) =>
        luLinear({ lower, upper, logScale: scales }, { start: 'rotation', seed: 1 }).apply(x)
      return withSlope(map, logScale)
    },
  },
]
