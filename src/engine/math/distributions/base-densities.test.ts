// The base densities of flows against closed forms in double precision, and their draws against their distribution functions.
import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-core/dist/register_all_gradients'
import '@tensorflow/tfjs-backend-cpu'
import { beforeAll, describe, expect, test } from 'vitest'
import { createContext } from '../context.ts'
import type { Distribution } from '../op.ts'
import { logistic } from './logistic.ts'
import { uniform } from './uniform.ts'

beforeAll(() => tf.setBackend('cpu'))

const context = () => createContext({ seed: 2, step: 0, training: true }).at('draw')

/** The largest gap between the empirical distribution function and the true one (Kolmogorov). */
function gap(draws: readonly number[], distribution: (x: number) => number): number {
  const sorted = draws.toSorted((a, b) => a - b)
  return Math.max(
    ...sorted.map((x, i) => Math.max((i + 1) / sorted.length - distribution(x), distribution(x) - i / sorted.length)),
  )
}

/** Exceeded once in a thousand times: 1.95 / sqrt(n). */
const largestGap = (count: number) => 1.95 / Math.sqrt(count)

const drawsOf = (p: Distribution) => [...p.sample(context(), [20_000, 1]).dataSync()]

describe('logistic', () => {
  test('log-densities follow e^-x / (1 + e^-x)², summed over the event, far out too', () => {
    const x = [0, -1.5, 4, 0.25]
    const expected = x.reduce((sum, v) => sum + Math.log(Math.exp(-v) / (1 + Math.exp(-v)) ** 2), 0)
    expect(
      logistic()
        .logProb(tf.tensor(x, [1, 2, 2]))
        .dataSync()[0],
    ).toBeCloseTo(expected, 5)
    expect([
      ...logistic()
        .logProb(tf.tensor2d([[300], [-300]]))
        .dataSync(),
    ]).toEqual([-300, -300])
  })

  test('draws have the logistic distribution function, and none is infinite', () => {
    const draws = drawsOf(logistic())
    expect(gap(draws, (x) => 1 / (1 + Math.exp(-x)))).toBeLessThan(largestGap(draws.length))
    const ends = {
      training: true,
      normal: context().normal,
      uniform: (shape: readonly number[]) => tf.zeros([...shape]),
    }
    expect(Number.isFinite(logistic().sample(ends, [1]).dataSync()[0])).toBe(true)
  })
})

describe('uniform', () => {
  test('log-densities are 0 inside, ends included, and -∞ outside, without a slope', () => {
    const x = tf.tensor2d([
      [0, 1],
      [0.3, 0.7],
      [-0.001, 0.5],
      [0.5, 1.001],
    ])
    expect([...uniform().logProb(x).dataSync()]).toEqual([0, 0, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY])
    const slope = tf.grad((at: tf.Tensor) => tf.sum(uniform().logProb(at)))(x)
    expect(slope.dataSync().every((value) => value === 0)).toBe(true)
  })

  test('draws have the uniform distribution function', () => {
    const draws = drawsOf(uniform())
    expect(gap(draws, (x) => x)).toBeLessThan(largestGap(draws.length))
    expect([...uniform().mean([2, 1]).dataSync()]).toEqual([0.5, 0.5])
  })
})
