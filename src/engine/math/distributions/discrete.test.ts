// Distributions of integers and mixtures against sums over all outcomes and formulas in double precision.
import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-core/dist/register_all_gradients'
import '@tensorflow/tfjs-backend-cpu'
import { beforeAll, describe, expect, test } from 'vitest'
import { createContext } from '../context.ts'
import type { Distribution, OpContext } from '../op.ts'
import { bernoulli } from './bernoulli.ts'
import { categorical, drawLevels } from './categorical.ts'
import { discretisedLogisticMixture } from './discretised-logistic-mixture.ts'

import { logisticMixture } from './logistic-mixture.ts'
import { mixture } from './mixture.ts'
import { normal } from './normal.ts'

beforeAll(() => tf.setBackend('cpu'))

const context = () => createContext({ seed: 23, step: 0, training: true }).at('draw')
const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0)
const outcomes = (count: number) => Array.from({ length: count }, (_, v) => v)
const repeated = (row: readonly number[], count: number) => tf.tile(tf.tensor([[[...row]]]), [count, 1, 1])

/** Probabilities of the outcomes 0 to count - 1 of one element. */
const probabilities = (p: (rows: number) => Distribution, count: number): number[] =>
  [
    ...p(count)
      .logProb(tf.tensor(outcomes(count), [count, 1]))
      .dataSync(),
  ].map(Math.exp)

/** Pearson's statistic of draws against probabilities, over outcomes expected at least five times. */
function chiSquare(draws: Iterable<number>, expected: readonly number[]): { statistic: number; freedom: number } {
  const counts = new Array<number>(expected.length).fill(0)
  for (const v of draws) counts[v]! += 1
  const total = sum(counts)
  const cells = [...expected.keys()].filter((v) => total * expected[v]! >= 5)
  const terms = cells.map((v) => (counts[v]! - total * expected[v]!) ** 2 / (total * expected[v]!))
  return { statistic: sum(terms), freedom: cells.length - 1 }
}

/** Exceeded once in 100,000 draws (Wilson & Hilferty 1931). */
const bound = (freedom: number) => freedom * (1 - 2 / (9 * freedom) + 4.2649 * Math.sqrt(2 / (9 * freedom))) ** 3

describe('categorical', () => {
  const logits = [0.5, -2, 3, 0, 1.25]
  const total = sum(logits.map(Math.exp))
  const expected = logits.map((logit) => Math.exp(logit) / total)

  test('probabilities are the softmax, however large the logits', () => {
    for (const shift of [0, 500, -500]) {
      const p = probabilities(
        (rows) =>
          categorical(
            repeated(
              logits.map((l) => l + shift),
              rows,
            ),
          ),
        5,
      )
      for (const [v, probability] of p.entries()) expect(probability).toBeCloseTo(expected[v]!, 4)
    }
    const mean = categorical(repeated(logits, 1)).mean([]).dataSync()[0]!
    expect(mean).toBeCloseTo(sum(expected.map((probability, v) => v * probability)), 5)
  })

  test('elements are independent and add up', () => {
    const two = categorical(tf.tensor([[logits, [0, 0, 0, 0, 0]]]))
    expect(two.logProb(tf.tensor([[2, 4]])).dataSync()[0]).toBeCloseTo(Math.log(expected[2]! / 5), 5)
  })

  test('with two levels it is a Bernoulli with the difference of the logits', () => {
    const pairs = tf.tensor([
      [
        [0.3, -1.2],
        [2, 5],
      ],
    ])
    const x = tf.tensor([[1, 0]])
    const log = bernoulli(tf.tensor([[-1.5, 3]]))
      .logProb(x)
      .dataSync()[0]!
    expect(categorical(pairs).logProb(x).dataSync()[0]).toBeCloseTo(log, 5)
  })

  test('draws come from the inverse of the distribution function', () => {
    const cumulative = expected.map((_, v) => sum(expected.slice(0, v + 1)))
    for (const u of [0, 0.01, 0.2, 0.5, 0.85, 0.95, 0.999, 1 - 2 ** -24]) {
      const level = drawLevels(tf.tensor([logits]), tf.tensor([u])).dataSync()[0]!
      expect(u).toBeLessThan(cumulative[level]! + 1e-6)
      expect(level === 0 || u >= cumulative[level - 1]! - 1e-6).toBe(true)
    }
    expect(drawLevels(tf.zeros([1, 256]), tf.tensor([1 - 2 ** -24])).dataSync()[0]).toBe(255)
  })

  test('draws are as frequent as they are probable', () => {
    const draws = categorical(repeated(logits, 20_000)).sample(context(), []).dataSync()
    const { statistic, freedom } = chiSquare(draws, expected)
    expect(freedom).toBe(4)
    expect(statistic).toBeLessThan(bound(freedom))
  })
})

describe('discretised mixture of logistics', () => {
  const sigmoid = (x: number) => 1 / (1 + Math.exp(-x))
  const settings = [
    { name: 'wide and narrow', logits: [0.2, -1, 0.5], means: [-0.4, 0.9, 0.1], logScales: [-1, -3, -5] },
    { name: 'beyond the edges', logits: [0, 1], means: [-1.8, 1.6], logScales: [-1.5, -2] },
    { name: 'the narrowest', logits: [0, 0], means: [0.31, -1], logScales: [-7, -7] },
    { name: 'almost flat', logits: [0], means: [0], logScales: [2] },
  ]
  const build =
    ({ logits, means, logScales }: (typeof settings)[number]) =>
    (rows: number) =>
      discretisedLogisticMixture({
        logits: repeated(logits, rows),
        means: repeated(means, rows),
        logScales: repeated(logScales, rows),
      })

  /** The difference of the distribution function at the edges of a level's interval. */
  function exact({ logits, means, logScales }: (typeof settings)[number]): number[] {
    const total = sum(logits.map(Math.exp))
    return outcomes(256).map((v) => {
      const edge = (place: number, k: number) => sigmoid((place / 127.5 - 1 - means[k]!) / Math.exp(logScales[k]!))
      const terms = logits.map((logit, k) => {
        const upper = v === 255 ? 1 : edge(v + 0.5, k)
        const lower = v === 0 ? 0 : edge(v - 0.5, k)
        return (Math.exp(logit) / total) * (upper - lower)
      })
      return sum(terms)
    })
  }

  test.each(settings)('$name: the probabilities of 256 levels follow the formula and add up to one', (setting) => {
    const p = probabilities(build(setting), 256)
    expect(sum(p)).toBeCloseTo(1, 5)
    for (const [v, expected] of exact(setting).entries()) {
      expect(Math.abs(p[v]! - expected)).toBeLessThan(1e-6 + 1e-4 * expected)
    }
  })

  test.each(settings)('$name: the mean is that of the levels', (setting) => {
    const expected = sum(exact(setting).map((probability, v) => v * probability))
    expect(Math.abs(build(setting)(1).mean([]).dataSync()[0]! - expected)).toBeLessThan(2e-3)
  })

  test.each(settings)('$name: draws are as frequent as they are probable', (setting) => {
    const draws = build(setting)(20_000).sample(context(), []).dataSync()
    const { statistic, freedom } = chiSquare(draws, exact(setting))
    expect(statistic).toBeLessThan(bound(Math.max(1, freedom)))
  })

  test('far from every component a level keeps a finite logarithm, and a slope', () => {
    const x = tf.tensor([[255]])
    const narrow = (means: tf.Tensor) =>
      discretisedLogisticMixture({ logits: tf.zeros([1, 1, 1]), means, logScales: tf.fill([1, 1, 1], -7) }).logProb(x)
    const at = tf.fill([1, 1, 1], -1)
    // log σ(-b) = -b, of b = (1 - 1/255 + 1) e^7
    const slope = Math.exp(7)
    expect(Math.abs(narrow(at).dataSync()[0]! / (-(2 - 1 / 255) * slope) - 1)).toBeLessThan(1e-5)
    const gradient = tf
      .grad((means: tf.Tensor) => tf.sum(narrow(means)))(at)
      .dataSync()[0]!
    expect(Math.abs(gradient / slope - 1)).toBeLessThan(1e-5)
  })
})

describe('equal mixture', () => {
  const logits = [
    [
      [2, -1],
      [-1, 0.5],
      [0, 3],
    ],
  ]
  const all = [
    [0, 0],
    [0, 1],
    [1, 0],
    [1, 1],
  ]
  const expected = all.map((x) => {
    const each = logits[0]!.map((row) => row.reduce((p, l, i) => p / (1 + Math.exp(x[i] === 1 ? -l : l)), 1))
    return sum(each) / 3
  })

  test('its probability is the mean of the probabilities, not that of the mean logits', () => {
    const p = mixture(bernoulli(tf.tile(tf.tensor(logits), [4, 1, 1])))
    const found = [...p.logProb(tf.tensor(all)).dataSync()].map(Math.exp)
    for (const [i, probability] of found.entries()) expect(probability).toBeCloseTo(expected[i]!, 6)
    expect(sum(found)).toBeCloseTo(1, 6)
    const oneMean = bernoulli(tf.mean(tf.tensor(logits), 1))
      .logProb(tf.tensor([all[3]!]))
      .dataSync()[0]!
    expect(Math.abs(Math.exp(oneMean) - expected[3]!)).toBeGreaterThan(0.01)
  })

  test('a draw is all from one component', () => {
    const p = mixture(bernoulli(tf.tile(tf.tensor(logits), [20_000, 1, 1])))
    const draws = p.sample(context(), []).dataSync()
    const codes = Array.from({ length: 20_000 }, (_, row) => 2 * draws[2 * row]! + draws[2 * row + 1]!)
    expect(chiSquare(codes, expected).statistic).toBeLessThan(bound(3))
  })

  test('of Gaussians, with one variance or many, it is the mean density', () => {
    const means = tf.tensor([[[-1], [2]]])
    const density = (x: number, mean: number, deviation: number) =>
      Math.exp(-(((x - mean) / deviation) ** 2) / 2) / (deviation * Math.sqrt(2 * Math.PI))
    const x = tf.tensor([[0.5]])
    const shared = mixture(normal(means, tf.scalar(0)))
      .logProb(x)
      .dataSync()[0]!
    expect(Math.exp(shared)).toBeCloseTo((density(0.5, -1, 1) + density(0.5, 2, 1)) / 2, 6)
    const own = mixture(normal(means, tf.tensor([[[0], [2 * Math.log(3)]]])))
      .logProb(x)
      .dataSync()[0]!
    expect(Math.exp(own)).toBeCloseTo((density(0.5, -1, 1) + density(0.5, 2, 3)) / 2, 6)
    expect(
      mixture(normal(means, tf.scalar(0)))
        .mean([])
        .dataSync()[0],
    ).toBeCloseTo(0.5, 6)
  })
})

test('the same random numbers give the same draws, whatever else is in the batch', () => {
  const numbers: OpContext = {
    training: false,
    normal: (shape) => tf.zeros([...shape]),
    uniform: (shape) => tf.fill([...shape], 0.37),
  }
  const componentsOf = (rows: number) => ({
    logits: repeated([0, 1], rows),
    means: repeated([0.2, -0.3], rows),
    logScales: repeated([-2, -3], rows),
  })
  const family = (rows: number) => [
    categorical(repeated([0.1, 0.4, -0.2], rows)),
    discretisedLogisticMixture(componentsOf(rows)),
    logisticMixture(componentsOf(rows)),
  ]
  for (const [i, alone] of family(1).entries()) {
    const [one] = alone.sample(numbers, []).dataSync()
    for (const draw of family(4)[i]!.sample(numbers, []).dataSync()) expect(draw).toBe(one)
  }
})
