// Closed forms against integrals and sums in double precision, estimates against entropies that are known.
import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import { beforeAll, describe, expect, test } from 'vitest'
import { createContext } from './context.ts'
import { bernoulli } from './distributions/bernoulli.ts'
import { categorical } from './distributions/categorical.ts'
import { discretisedLogisticMixture } from './distributions/discretised-logistic-mixture.ts'
import { densityOf, type Mixed, repeatedComponents } from './distributions/fixtures/double-logistic-mixture.ts'
import { logistic } from './distributions/logistic.ts'
import { logisticMixture } from './distributions/logistic-mixture.ts'
import { mixture } from './distributions/mixture.ts'
import { normal } from './distributions/normal.ts'
import { standardNormal } from './distributions/standard-normal.ts'
import { uniform } from './distributions/uniform.ts'
import { entropy } from './entropy.ts'
import type { Distribution } from './op.ts'

beforeAll(() => tf.setBackend('cpu'))

const of = (p: Distribution, shape: readonly number[], draws = 1) =>
  entropy(p, createContext({ seed: 4, step: 0, training: false }).at('entropy'), { draws, shape })

/** ∫ p f(log p), as it stands -∫ p log p, by the trapezoidal rule from -60 to 60. */
function integrated(logDensity: (x: number) => number, f = (log: number): number => -log): number {
  let sum = 0
  for (let i = -60_000; i <= 60_000; i++) {
    const log = logDensity(i / 1000)
    sum += (Math.exp(log) * f(log)) / 1000
  }
  return sum
}
/** Logistic about 0. */
const alone = (logScale: number): Mixed => ({ logits: [0], means: [0], logScales: [logScale] })
const gaussian = (x: number, deviation: number) =>
  -Math.log(deviation * Math.sqrt(2 * Math.PI)) - (x / deviation) ** 2 / 2
const summed = (p: readonly number[]) => p.reduce((sum, q) => sum - q * Math.log(q), 0)

describe('closed forms', () => {
  test.each([
    [
      'one variance for all',
      normal(tf.zeros([1, 2]), tf.scalar(2 * Math.log(3))),
      [1, 2],
      2 * integrated((x) => gaussian(x, 3)),
    ],
    [
      'a variance each',
      normal(tf.zeros([1, 2]), tf.tensor([[0, 2 * Math.log(2)]])),
      [1, 2],
      integrated((x) => gaussian(x, 1)) + integrated((x) => gaussian(x, 2)),
    ],
    ['standard normal', standardNormal(), [1, 3], 3 * integrated((x) => gaussian(x, 1))],
    ['logistic', logistic(), [1, 2], 2 * integrated((x) => -Math.abs(x) - 2 * Math.log1p(Math.exp(-Math.abs(x))))],
    [
      'logistic mixture of one component',
      logisticMixture({
        logits: tf.ones([1, 2, 1]),
        means: tf.zeros([1, 2, 1]),
        logScales: tf.tensor([[[0.5], [-1]]]),
      }),
      [1, 2],
      [0.5, -1].reduce((sum, log) => sum + integrated((x) => Math.log(densityOf(alone(log), x))), 0),
    ],
    ['uniform', uniform(), [1, 5], 0],
    ['Bernoulli', bernoulli(tf.tensor([[Math.log(3), 0]])), [1, 2], summed([0.25, 0.75]) + Math.log(2)],
    ['categorical', categorical(tf.tensor([[[0, Math.log(2), Math.log(5)]]])), [1, 1], summed([1 / 8, 2 / 8, 5 / 8])],
  ] as const)('%s', (_, p, shape, expected) => {
    const { nats, method } = of(p, shape)
    expect(method).toBe('closedForm')
    expect(nats.shape).toEqual([1])
    expect(nats.dataSync()[0]).toBeCloseTo(expected, 5)
  })
})

describe('estimates say that they are', () => {
  const rows = 20_000
  const repeated = (values: readonly number[]) => tf.tile(tf.tensor([[[...values]]]), [rows, 1, 1])

  test('discretised mixture of logistics', () => {
    const p = (count: number) =>
      discretisedLogisticMixture({
        logits: tf.slice(repeated([0.5, -0.5]), 0, count),
        means: tf.slice(repeated([-0.5, 0.6]), 0, count),
        logScales: tf.slice(repeated([-2, -3]), 0, count),
      })
    const logs = p(256)
      .logProb(tf.reshape(tf.range(0, 256), [256, 1]))
      .dataSync()
    const expected = [...logs].reduce((sum, log) => sum - Math.exp(log) * log, 0)
    const spread = [...logs].reduce((sum, log) => sum + Math.exp(log) * (log + expected) ** 2, 0)
    const { nats, method } = of(p(rows), [rows, 1], 2)
    expect(method).toBe('monteCarlo')
    // Six standard errors
    expect(Math.abs(tf.mean(nats).dataSync()[0]! - expected)).toBeLessThan(6 * Math.sqrt(spread / (2 * rows)))
  })

  test('logistic mixture', () => {
    const mixed = { logits: [0.5, -0.5], means: [-2, 1], logScales: [-1, 0] }
    const logDensity = (x: number) => Math.log(densityOf(mixed, x))
    const expected = integrated(logDensity)
    const squared = integrated(logDensity, (log) => log ** 2)
    const { nats, method } = of(logisticMixture(repeatedComponents(mixed, rows)), [rows, 1], 2)
    expect(method).toBe('monteCarlo')
    const error = Math.sqrt((squared - expected ** 2) / (2 * rows))
    expect(Math.abs(tf.mean(nats).dataSync()[0]! - expected)).toBeLessThan(6 * error)
  })

  test('equal mixture', () => {
    const p = mixture(bernoulli(tf.tile(tf.tensor([[[Math.log(4)], [-Math.log(4)]]]), [rows, 1, 1])))
    // 4/5 and 1/5 make one half.
    const { nats, method } = of(p, [rows, 1])
    expect(method).toBe('monteCarlo')
    expect(tf.mean(nats).dataSync()[0]).toBeCloseTo(Math.log(2), 4)
  })
})
