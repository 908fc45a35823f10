import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-core/dist/register_all_gradients'
import '@tensorflow/tfjs-backend-cpu'
import { beforeAll, describe, expect, test } from 'vitest'
import { createContext } from './context.ts'
import { bernoulli } from './distributions/bernoulli.ts'
import { categorical } from './distributions/categorical.ts'
import { densityOf, repeatedComponents } from './distributions/fixtures/double-logistic-mixture.ts'
import { logistic } from './distributions/logistic.ts'
import { logisticMixture } from './distributions/logistic-mixture.ts'
import { normal } from './distributions/normal.ts'
import { standardNormal } from './distributions/standard-normal.ts'
import { klDivergence } from './divergences.ts'
import type { Distribution } from './op.ts'

beforeAll(() => tf.setBackend('cpu'))

interface Gaussian {
  readonly mean: number
  readonly logVariance: number
}

const logDensity = (x: number, { mean, logVariance }: Gaussian): number =>
  -0.5 * (Math.log(2 * Math.PI) + logVariance + (x - mean) ** 2 / Math.exp(logVariance))

/** ∫ q log(q / p) by the trapezoidal rule over 24 deviations, which is exact to double precision for Gaussians. */
function integratedKl(q: Gaussian, p: Gaussian): number {
  const deviation = Math.exp(q.logVariance / 2)
  const width = deviation / 100
  let sum = 0
  for (let i = -1200; i <= 1200; i++) {
    const x = q.mean + i * width
    sum += Math.exp(logDensity(x, q)) * (logDensity(x, q) - logDensity(x, p)) * width
  }
  return sum
}

const posteriors: readonly (readonly Gaussian[])[] = [
  [
    { mean: 0, logVariance: 0 },
    { mean: 0, logVariance: 0 },
  ],
  [
    { mean: 1.5, logVariance: -2 },
    { mean: -0.3, logVariance: 1 },
  ],
  [
    { mean: 4, logVariance: -9 },
    { mean: 0.01, logVariance: 3 },
  ],
]
const priors: readonly Gaussian[] = [
  { mean: 0.5, logVariance: 1 },
  { mean: -2, logVariance: -1 },
]
const toNormal = (rows: readonly (readonly Gaussian[])[]) =>
  normal(
    tf.tensor2d(rows.map((row) => row.map(({ mean }) => mean))),
    tf.tensor2d(rows.map((row) => row.map(({ logVariance }) => logVariance))),
  )

/** In nats, by no draw. */
function closedForm(q: Distribution, p: Distribution): tf.Tensor {
  const context = createContext({ seed: 9, step: 0, training: false }).at('none')
  const { nats, method } = klDivergence(q, p, context, { draws: 1, shape: [] })
  expect(method).toBe('closedForm')
  return nats
}

function expectRows(kl: tf.Tensor, expected: readonly number[]): void {
  expect(kl.shape).toEqual([expected.length])
  for (const [i, value] of kl.dataSync().entries()) {
    expect(Math.abs(value - expected[i]!)).toBeLessThan(1e-5 * Math.max(1, expected[i]!))
  }
}

test('standard normal from normal equals the integral, summed over the event', () => {
  const standard = { mean: 0, logVariance: 0 }
  const shaped = posteriors.slice(0, 2)
  const expected = shaped.map((row) => row.reduce((sum, p) => sum + integratedKl(standard, p), 0))
  expectRows(closedForm(standardNormal(), toNormal(shaped)), expected)
})

test('normal from standard normal equals the integral, summed over the event', () => {
  const expected = posteriors.map((row) =>
    row.reduce((sum, q) => sum + integratedKl(q, { mean: 0, logVariance: 0 }), 0),
  )
  expectRows(closedForm(toNormal(posteriors), standardNormal()), expected)
  expect(expected[0]).toBeCloseTo(0, 12)
})

test('normal from normal equals the integral', () => {
  const expected = posteriors.map((row) => row.reduce((sum, q, i) => sum + integratedKl(q, priors[i]!), 0))
  expectRows(closedForm(toNormal(posteriors), toNormal([priors, priors, priors])), expected)
})

test('an image-shaped latent is summed over all its axes', () => {
  const q = normal(tf.ones([2, 3, 2, 1]), tf.zeros([2, 3, 2, 1]))
  expectRows(closedForm(q, standardNormal()), [3, 3])
})

/** Σ q log(q / p) over the outcomes of each element, in double precision. */
const summedKl = (q: readonly (readonly number[])[], p: readonly (readonly number[])[]): number =>
  q
    .flatMap((row, i) => row.map((_, v) => share(row, v) * Math.log(share(row, v) / share(p[i]!, v))))
    .reduce((a, b) => a + b)
const share = (logits: readonly number[], v: number): number =>
  Math.exp(logits[v]!) / logits.reduce((sum, logit) => sum + Math.exp(logit), 0)

test('Bernoulli from Bernoulli and categorical from categorical are sums over the outcomes', () => {
  const [q, p] = [
    [-3, 0.5, 8],
    [1, 0.5, -2],
  ] as const
  const outcomes = (logits: readonly number[]) => logits.map((logit) => [0, logit])
  expectRows(closedForm(bernoulli(tf.tensor([q])), bernoulli(tf.tensor([p]))), [summedKl(outcomes(q), outcomes(p))])
  const [a, b] = [
    [
      [0.5, -2, 3],
      [0, 0, 0],
    ],
    [
      [1, 1, -1],
      [0.5, -4, 2],
    ],
  ] as const
  expectRows(closedForm(categorical(tf.tensor([a])), categorical(tf.tensor([b]))), [summedKl(a, b)])
})

test('of other pairs it is estimated, and says so', () => {
  const context = createContext({ seed: 9, step: 0, training: false }).at('divergence')
  const coins = [bernoulli(tf.tensor([[1]])), bernoulli(tf.tensor([[-1]]))] as const
  expect(klDivergence(coins[0], coins[1], context, { draws: 1, shape: [1, 1] }).method).toBe('closedForm')
  // By the trapezoidal rule, as the deviation of one draw.
  const logGaussian = (x: number) => (-x * x - Math.log(2 * Math.PI)) / 2
  const logRatio = (x: number) => logGaussian(x) + x + 2 * Math.log1p(Math.exp(-x))
  const grid = Array.from({ length: 4001 }, (_, i) => (i - 2000) / 200)
  const mean = (f: (x: number) => number) => grid.reduce((sum, x) => sum + (f(x) * Math.exp(logGaussian(x))) / 200, 0)
  const expected = mean(logRatio)
  const deviation = Math.sqrt(mean((x) => (logRatio(x) - expected) ** 2))
  const { nats, method } = klDivergence(standardNormal(), logistic(), context, { draws: 4, shape: [10_000, 1] })
  expect(method).toBe('monteCarlo')
  // Six standard errors of 40,000 draws
  expect(Math.abs(tf.mean(nats).dataSync()[0]! - expected)).toBeLessThan((6 * deviation) / 200)
})

describe('of mixtures of logistics it is estimated', () => {
  const q = { logits: [0.4, -0.6], means: [-1, 1.5], logScales: [-0.5, -1] }
  const p = { logits: [0, 1], means: [-2, 1], logScales: [0, 0.2] }
  const rows = 20_000
  const grid = Array.from({ length: 8001 }, (_, i) => (i - 4000) / 100)
  const integral = (f: (x: number) => number) => grid.reduce((sum, x) => sum + (densityOf(q, x) * f(x)) / 100, 0)
  const estimate = (inQ = repeatedComponents(q, rows)) => {
    const context = createContext({ seed: 9, step: 0, training: false }).at('divergence')
    const pair = [logisticMixture(inQ), logisticMixture(repeatedComponents(p, rows))] as const
    return klDivergence(...pair, context, { draws: 1, shape: [rows, 1] })
  }

  test('and agrees with the integral', () => {
    const logRatio = (x: number) => Math.log(densityOf(q, x) / densityOf(p, x))
    const expected = integral(logRatio)
    const deviation = Math.sqrt(integral((x) => (logRatio(x) - expected) ** 2))
    const { nats, method } = estimate()
    expect(method).toBe('monteCarlo')
    expect(Math.abs(tf.mean(nats).dataSync()[0]! - expected)).toBeLessThan((6 * deviation) / Math.sqrt(rows))
  })

  test.each(['logits', 'means', 'logScales'] as const)(
    'with gradients in the %s that are those of the integral',
    (name) => {
      const slopeOf = (k: number) => {
        const moved = (by: number) => {
          const other = { ...q, [name]: q[name].map((value, i) => (i === k ? value + by : value)) }
          return grid.reduce(
            (sum, x) => sum + (densityOf(other, x) * Math.log(densityOf(other, x) / densityOf(p, x))) / 100,
            0,
          )
        }
        return (moved(1e-4) - moved(-1e-4)) / 2e-4
      }
      const start = repeatedComponents(q, rows)
      const slopes = tf
        .grad((at: tf.Tensor) => tf.sum(estimate({ ...start, [name]: at }).nats))(start[name])
        .dataSync()
      for (const k of [0, 1]) {
        const each = Array.from({ length: rows }, (_, row) => slopes[2 * row + k]!)
        const mean = each.reduce((sum, slope) => sum + slope, 0) / rows
        const variance = each.reduce((sum, slope) => sum + (slope - mean) ** 2, 0) / rows
        expect(Math.abs(mean - slopeOf(k))).toBeLessThan(6 * Math.sqrt(variance / rows))
      }
    },
  )
})
