// Mixtures of logistics against formulas and integrals in double precision, draws against the distribution function and the
// moments, gradients of draws against derivatives of expectations.
import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-core/dist/register_all_gradients'
import '@tensorflow/tfjs-backend-cpu'
import { beforeAll, describe, expect, test } from 'vitest'
import { createContext } from '../context.ts'
import type { OpContext } from '../op.ts'
import { discretisedLogisticMixture } from './discretised-logistic-mixture.ts'
import {
  densityOf,
  distributionOf,
  type Mixed,
  momentsOf,
  repeatedComponents,
} from './fixtures/double-logistic-mixture.ts'
import { logistic } from './logistic.ts'
import { boundedLogScale } from './logistic-components.ts'
import { logisticMixture } from './logistic-mixture.ts'

beforeAll(() => tf.setBackend('cpu'))

const context = () => createContext({ seed: 31, step: 0, training: true }).at('draw')
const settings: readonly (Mixed & { readonly name: string })[] = [
  { name: 'one', logits: [3], means: [1.5], logScales: [0.3] },
  { name: 'wide and narrow', logits: [0.2, -1, 0.5], means: [-0.4, 3, 0.1], logScales: [0, -2.5, -1] },
  { name: 'far apart, of unequal weight', logits: [2, -3], means: [-20, 35], logScales: [-1, 1.5] },
]
const at = (setting: Mixed, rows: number) => logisticMixture(repeatedComponents(setting, rows))
const logProbs = (setting: Mixed, x: readonly number[]) => [
  ...at(setting, x.length)
    .logProb(tf.tensor([...x], [x.length, 1]))
    .dataSync(),
]

describe('the density', () => {
  test.each(settings)('$name: follows the formula, also far out', (setting) => {
    const x = [-60, -3, -0.4, 0, 0.11, 2.9, 3.2, 34, 70]
    for (const [i, log] of logProbs(setting, x).entries()) {
      const expected = Math.log(densityOf(setting, x[i]!))
      expect(Math.abs(log - expected)).toBeLessThan(2e-6 * Math.max(1, Math.abs(expected)))
    }
  })

  test.each(settings)('$name: integrates to one', (setting) => {
    const width = 0.01
    const x = Array.from({ length: 24_001 }, (_, i) => (i - 12_000) * width)
    const total = logProbs(setting, x).reduce((sum, log) => sum + Math.exp(log) * width, 0)
    expect(total).toBeCloseTo(1, 5)
  })

  test('of one component is that of a logistic variable, shifted and scaled', () => {
    const x = tf.tensor2d([[0.4, -2, 7]])
    const each = (values: readonly number[]) => tf.tensor([...values], [1, 3, 1])
    const { logProb } = logisticMixture({
      logits: each([5, 0, -1]),
      means: each([1, 0, 2]),
      logScales: each([0, Math.log(2), -1]),
    })
    const standard = tf.tensor2d([[-0.6, -1, 5 * Math.E]])
    const expected = logistic().logProb(standard).dataSync()[0]! - Math.log(2) + 1
    expect(logProb(x).dataSync()[0]).toBeCloseTo(expected, 4)
  })

  test('keeps a finite logarithm and a slope where every component is far and narrow', () => {
    const narrow = { logits: [0, 0], means: [0, 1], logScales: [-7, -7] }
    const x = tf.tensor2d([[40]])
    const { logits, means, logScales } = repeatedComponents(narrow, 1)
    // -|z| - log s - log 2, of the component that is nearer.
    const scale = Math.exp(-7)
    expect(logProbs(narrow, [40])[0]! / (-39 / scale + 7 - Math.LN2)).toBeCloseTo(1, 6)
    const slope = tf.grad((m: tf.Tensor) => tf.sum(logisticMixture({ logits, means: m, logScales }).logProb(x)))(means)
    expect(slope.dataSync()[0]).toBeCloseTo(0, 6)
    expect(slope.dataSync()[1]! * scale).toBeCloseTo(1, 6)
  })

  test('times the width of a level is the probability of the level, where scales are much wider than that', () => {
    const setting = { logits: [0.3, -0.5], means: [-0.2, 0.4], logScales: [-1.5, -1] }
    const levels = [40, 100, 128, 200]
    const { logits, means, logScales } = repeatedComponents(setting, levels.length)
    const rounded = discretisedLogisticMixture({ logits, means, logScales })
      .logProb(tf.tensor(levels, [levels.length, 1]))
      .dataSync()
    const places = levels.map((level) => level / 127.5 - 1)
    const width = 1 / 127.5
    for (const [i, log] of logProbs(setting, places).entries()) {
      // The midpoint rule is off by a part of (width / scale)² / 24 · |p'' s² / p|, and the latter is at most one.
      expect(Math.abs(rounded[i]! - (log + Math.log(width)))).toBeLessThan((width / Math.exp(-1.5)) ** 2 / 12 + 2e-6)
    }
  })
})

test('log-scales are kept between -7 and 7, with a slope of 0 beyond', () => {
  const scales = tf.tensor1d([-100, -8, -6.5, 0, 6.5, 8, 100])
  expect([...boundedLogScale(scales).dataSync()]).toEqual([-7, -7, -6.5, 0, 6.5, 7, 7])
  const slope = tf.grad((x: tf.Tensor) => tf.sum(boundedLogScale(x)))(scales)
  expect([...slope.dataSync()].map(Math.abs)).toEqual([0, 0, 1, 1, 1, 0, 0])
})

describe('draws', () => {
  const rows = 20_000

  test.each(settings)('$name: have the distribution function, the mean and the variance', (setting) => {
    const draws = [...at(setting, rows).sample(context(), []).dataSync()].sort((a, b) => a - b)
    const gaps = draws.map((x, i) => {
      const expected = distributionOf(setting, x)
      return Math.max((i + 1) / rows - expected, expected - i / rows)
    })
    // Kolmogorov: exceeded once in a thousand times.
    expect(Math.max(...gaps)).toBeLessThan(1.95 / Math.sqrt(rows))
    const { mean, variance, fourth } = momentsOf(setting)
    const claimed = at(setting, 1).mean([]).dataSync()[0]!
    expect(Math.abs(claimed - mean)).toBeLessThan(1e-5 * Math.max(1, Math.abs(mean)))
    const found = draws.reduce((sum, x) => sum + x, 0) / rows
    expect(Math.abs(found - mean)).toBeLessThan(6 * Math.sqrt(variance / rows))
    const spread = draws.reduce((sum, x) => sum + (x - mean) ** 2, 0) / rows
    expect(Math.abs(spread - variance)).toBeLessThan(6 * Math.sqrt((fourth - variance ** 2) / rows))
  })

  test('are finite whatever the random numbers', () => {
    for (const u of [0, 1 - 2 ** -24]) {
      const ends: OpContext = { ...context(), uniform: (shape) => tf.fill([...shape], u) }
      expect(Number.isFinite(at(settings[1]!, 1).sample(ends, []).dataSync()[0])).toBe(true)
    }
  })

  test('pass on unbiased gradients, also to the weights: of E x² by its derivatives', () => {
    const setting = settings[1]!
    const { logits, means, logScales } = repeatedComponents(setting, rows)
    const square = (l: tf.Tensor, m: tf.Tensor, s: tf.Tensor) =>
      tf.sum(tf.square(logisticMixture({ logits: l, means: m, logScales: s }).sample(context(), [])))
    const gradients = tf
      .grads(square)([logits, means, logScales])
      .map((gradient) => gradient.dataSync())
    // E x² = Σ π_k e_k with e_k = μ_k² + s_k² π² / 3.
    const total = setting.logits.reduce((sum, logit) => sum + Math.exp(logit), 0)
    const squares = setting.means.map((m, k) => m ** 2 + (Math.exp(2 * setting.logScales[k]!) * Math.PI ** 2) / 3)
    const weights = setting.logits.map((logit) => Math.exp(logit) / total)
    const mean = weights.reduce((sum, weight, k) => sum + weight * squares[k]!, 0)
    const expected = [
      weights.map((weight, k) => weight * (squares[k]! - mean)),
      weights.map((weight, k) => 2 * weight * setting.means[k]!),
      weights.map((weight, k) => 2 * weight * (squares[k]! - setting.means[k]! ** 2)),
    ]
    for (const [i, found] of gradients.entries()) {
      for (const [k, value] of expected[i]!.entries()) {
        const each = Array.from({ length: rows }, (_, row) => found[row * weights.length + k]!)
        const average = each.reduce((sum, slope) => sum + slope, 0) / rows
        const variance = each.reduce((sum, slope) => sum + (slope - average) ** 2, 0) / rows
        expect(Math.abs(average - value), `${i}, ${k}`).toBeLessThan(6 * Math.sqrt(variance / rows))
      }
    }
  })

  test('of one component are μ + s log(u / (1 - u)), differentiated once and twice', () => {
    const u = 0.3
    const fixed: OpContext = { ...context(), uniform: (shape) => tf.fill([...shape], u) }
    const logits = tf.zeros([1, 1, 1])
    const [mean, scale] = [tf.tensor3d([[[2]]]), tf.tensor3d([[[-0.5]]])]
    const drawn = (m: tf.Tensor, s: tf.Tensor) =>
      tf.sum(logisticMixture({ logits, means: m, logScales: s }).sample(fixed, []))
    const quantile = Math.exp(-0.5) * Math.log(u / (1 - u))
    expect(drawn(mean, scale).dataSync()[0]).toBeCloseTo(2 + quantile, 5)
    const [inMean, inScale] = tf.grads(drawn)([mean, scale])
    expect(inMean!.dataSync()[0]).toBeCloseTo(1, 5)
    expect(inScale!.dataSync()[0]).toBeCloseTo(quantile, 5)
    const slope = (s: tf.Tensor) => tf.sum(tf.grad((at: tf.Tensor) => drawn(mean, at))(s))
    expect(tf.grad(slope)(scale).dataSync()[0]).toBeCloseTo(quantile, 5)
  })
})
