import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import { beforeAll, describe, expect, test } from 'vitest'
import { bernoulli } from './distributions/bernoulli.ts'
import { normal } from './distributions/normal.ts'
import { standardNormal } from './distributions/standard-normal.ts'
import { klDivergence } from './divergences.ts'

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

function expectRows(kl: tf.Tensor, expected: readonly number[]): void {
  expect(kl.shape).toEqual([expected.length])
  for (const [i, value] of kl.dataSync().entries()) {
    expect(Math.abs(value - expected[i]!)).toBeLessThan(1e-5 * Math.max(1, expected[i]!))
  }
}

test('normal from standard normal equals the integral, summed over the event', () => {
  const expected = posteriors.map((row) =>
    row.reduce((sum, q) => sum + integratedKl(q, { mean: 0, logVariance: 0 }), 0),
  )
  expectRows(klDivergence(toNormal(posteriors), standardNormal()), expected)
  expect(expected[0]).toBeCloseTo(0, 12)
})

test('normal from normal equals the integral', () => {
  const expected = posteriors.map((row) => row.reduce((sum, q, i) => sum + integratedKl(q, priors[i]!), 0))
  expectRows(klDivergence(toNormal(posteriors), toNormal([priors, priors, priors])), expected)
})

test('an image-shaped latent is summed over all its axes', () => {
  const q = normal(tf.ones([2, 3, 2, 1]), tf.zeros([2, 3, 2, 1]))
  expectRows(klDivergence(q, standardNormal()), [3, 3])
})

describe('pairs without a closed form are refused by name', () => {
  const coin = bernoulli(tf.zeros([1, 1]))
  const prior = standardNormal()
  test.each([
    [coin, prior],
    [prior, prior],
    [toNormal(posteriors), coin],
  ])('%#', (q, p) => {
    expect(() => klDivergence(q, p)).toThrow(`divergence of ${q.family} from ${p.family} has no closed form`)
  })
})
