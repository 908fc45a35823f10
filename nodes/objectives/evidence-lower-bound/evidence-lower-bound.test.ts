// The bound against a model whose likelihood is known: a linear Gaussian decoder, x | z ~ N(Wz + b, s² I), z ~ N(0, I).
// The columns of W are orthogonal, so the exact posterior has independent elements, as q(z | x) has:
// variance 1 / (1 + w·w / s²), mean variance · w·(x - b) / s² for each column w.
import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import { beforeAll, describe, expect, test } from 'vitest'
import '@tensorflow/tfjs-core/dist/register_all_gradients'
import { createContext } from '../../../src/engine/math/context.ts'
import { logistic } from '../../../src/engine/math/distributions/logistic.ts'
import { normal } from '../../../src/engine/math/distributions/normal.ts'
import { standardNormal } from '../../../src/engine/math/distributions/standard-normal.ts'
import { klDivergence } from '../../../src/engine/math/divergences.ts'
import { intrinsics } from '../../../src/engine/math/intrinsics.ts'
import type { OpContext } from '../../../src/engine/math/op.ts'
import { initialParams } from '../../../src/graph/fields.ts'
import { type DistributionSignal, tensor } from '../../../src/graph/signals.ts'
import { dense } from '../../layers/dense/dense.op.ts'
import { gaussianLikelihood } from '../../stochastic/gaussian-likelihood/gaussian-likelihood.op.ts'
import { gaussianSampler } from '../../stochastic/gaussian-sampler/gaussian-sampler.op.ts'
import { evidenceLowerBound as definition } from './evidence-lower-bound.node.ts'
import { evidenceLowerBound } from './evidence-lower-bound.op.ts'

beforeAll(() => tf.setBackend('cpu'))

const columns = [
  [0.6, -0.6, 0.3, 0],
  [0.5, 0.5, 0, 0.8],
]
const bias = [0.2, -0.4, 1, 0]
const deviation = 0.5
const x = [1.1, -0.9, 0.4, 0.7]

const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, value, i) => sum + value * b[i]!, 0)
const residual = x.map((value, i) => value - bias[i]!)
const variances = columns.map((w) => 1 / (1 + dot(w, w) / deviation ** 2))
const means = columns.map((w, i) => (variances[i]! * dot(w, residual)) / deviation ** 2)

/** log N(x; b, W W' + s² I), in the basis of the columns of W and their orthogonal complement. */
function exactLogLikelihood(): number {
  let rest = dot(residual, residual)
  let logDensity = 0
  for (const w of columns) {
    const along = dot(w, residual) ** 2 / dot(w, w)
    const variance = dot(w, w) + deviation ** 2
    rest -= along
    logDensity -= 0.5 * (along / variance + Math.log(2 * Math.PI * variance))
  }
  const others = x.length - columns.length
  return logDensity - 0.5 * (rest / deviation ** 2 + others * Math.log(2 * Math.PI * deviation ** 2))
}

/**
 * A batch of one example, once for each of the points ±sqrt(d) e_i of the noise. The mean over these is the exact
 * expectation of any quadratic function of the noise, as log p(x | z) is.
 */
const points = columns.flatMap((_, i) =>
  [1, -1].map((sign) => columns.map((_, j) => (i === j ? sign * Math.sqrt(columns.length) : 0))),
)
const rows = (row: readonly number[]) => tf.tensor2d(points.map(() => [...row]))
const cubature: OpContext = {
  training: true,
  normal: () => tf.tensor2d(points),
  uniform: () => {
    throw new Error('A Gaussian needs no uniform draws')
  },
}

function evaluate(posteriorMeans: readonly number[], posteriorVariances: readonly number[], beta = 1) {
  const { z, q } = gaussianSampler(
    { mean: rows(posteriorMeans), logVariance: rows(posteriorVariances.map(Math.log)) },
    cubature,
  )
  const { y } = dense({ x: z }, { kernel: tf.tensor2d(columns), bias: tf.tensor1d(bias) })
  const { p } = gaussianLikelihood({ mean: y }, {}, { deviation })
  const inputs = { x: rows(x), likelihood: p, posterior: q, prior: standardNormal() }
  const { loss, terms } = evidenceLowerBound(inputs, { beta }, cubature).objective
  const weights = intrinsics['math/importance-weight']({ ...inputs, z }).y
  const scalar = (value: tf.Tensor) => value.dataSync()[0]!
  return {
    loss: scalar(loss),
    reconstruction: scalar(terms.reconstruction!),
    kl: scalar(terms.kl!),
    weights: weights.dataSync(),
  }
}

describe('on a linear Gaussian model', () => {
  test('with the exact posterior the bound is the log-likelihood', () => {
    expect(evaluate(means, variances).loss).toBeCloseTo(-exactLogLikelihood(), 5)
  })

  test('with the exact posterior every draw has the log-likelihood as its weight', () => {
    for (const weight of evaluate(means, variances).weights) expect(weight).toBeCloseTo(exactLogLikelihood(), 5)
  })

  test('with another posterior it lies below by the divergence from the exact one', () => {
    const [otherMeans, otherVariances] = [
      [0.3, -0.2],
      [0.5, 1.2],
    ]
    const gap = otherVariances.reduce((sum, v, i) => {
      const exact = variances[i]!
      return sum + 0.5 * (Math.log(exact / v) + (v + (otherMeans[i]! - means[i]!) ** 2) / exact - 1)
    }, 0)
    expect(evaluate(otherMeans, otherVariances).loss).toBeCloseTo(-exactLogLikelihood() + gap, 5)
  })

  test('β weights only the divergence', () => {
    const [one, four] = [evaluate(means, variances), evaluate(means, variances, 4)]
    expect(four.reconstruction).toBe(one.reconstruction)
    expect(four.kl).toBe(one.kl)
    expect(four.loss).toBeCloseTo(one.reconstruction + 4 * one.kl, 5)
  })
})

describe('inference', () => {
  const distribution = (
    family: DistributionSignal['family'],
    shape: DistributionSignal['shape'],
  ): DistributionSignal => ({
    signal: 'distribution',
    family,
    shape,
    range: family === 'bernoulli' ? 'binary' : 'real',
  })
  const good = {
    x: tensor([28, 28, 1], 'binary'),
    likelihood: distribution('bernoulli', [28, 28, 1]),
    posterior: distribution('normal', [20]),
    prior: distribution('standardNormal', 'any'),
  }
  const problemsOf = (changed: Partial<typeof good>) =>
    definition.infer({ node: 'n', params: initialParams(definition.fields), inputs: { ...good, ...changed } }).problems

  test('finds nothing wrong with a sound model', () => {
    expect(problemsOf({})).toEqual([])
    expect(problemsOf({ x: tensor([28, 28, 1], 'unit'), likelihood: distribution('normal', [28, 28, 1]) })).toEqual([])
    expect(problemsOf({ prior: distribution('normal', [20]) })).toEqual([])
  })

  test.each([
    [{ likelihood: distribution('bernoulli', [784]) }, 'likelihood', 'error', '28 × 28 × 1', '784'],
    [
      { likelihood: distribution('standardNormal', 'any') },
      'likelihood',
      'error',
      'Bernoulli or Gaussian',
      'standard normal',
    ],
    [{ x: tensor([28, 28, 1], 'unit') }, 'x', 'warning', 'binary', '0…1'],
    [{ x: tensor([28, 28, 1], 'real') }, 'x', 'error', 'binary', 'real'],
    [{ x: tensor([28, 28, 1], 'levels256') }, 'x', 'error', 'binary', '256 levels'],
    [
      { likelihood: { ...distribution('categorical', [28, 28, 1]), range: 'levels256' } },
      'x',
      'error',
      '256 levels',
      'binary',
    ],
    [{ posterior: distribution('standardNormal', 'any') }, 'posterior', 'error', 'Gaussian', 'standard normal'],
    [
      { prior: distribution('bernoulli', [20]) },
      'prior',
      'error',
      'standard normal, Gaussian or logistic',
      'Bernoulli over 20',
    ],
    [{ prior: distribution('normal', [10]) }, 'prior', 'error', '20', '10'],
  ] as const)('%j', (changed, port, severity, expected, received) => {
    expect(problemsOf(changed)).toMatchObject([{ port, severity, expected, received }])
  })

  test('reports an estimated divergence exactly for the priors where it is estimated', () => {
    const zeros = tf.zeros([1, 20])
    const values = { normal: () => normal(zeros, zeros), standardNormal, logistic } as const
    for (const family of ['normal', 'standardNormal', 'logistic'] as const) {
      const codes = problemsOf({ prior: distribution(family, [20]) })?.map(({ code }) => code)
      const { method } = klDivergence(values.normal(), values[family](), contextAt(0), { draws: 1, shape: [1, 20] })
      expect(codes).toEqual(method === 'closedForm' ? [] : ['estimated-divergence'])
    }
  })
})

const contextAt = (step: number) => createContext({ seed: 2, step, training: true }).at('elbo')

test('from a logistic prior the divergence is estimated without bias, and gradients pass through the draws', () => {
  const [centre, deviation] = [0.7, 0.4]
  // ∫ q log(q / p) by the trapezoidal rule over 12 standard deviations, which is exact to double precision.
  const divergenceAt = (mean: number): number => {
    const logQ = (x: number) => -0.5 * (Math.log(2 * Math.PI * deviation ** 2) + ((x - mean) / deviation) ** 2)
    const logP = (x: number) => -x - 2 * Math.log1p(Math.exp(-x))
    const width = deviation / 50
    const points = Array.from({ length: 1201 }, (_, i) => mean + (i - 600) * width)
    return points.reduce((sum, z) => sum + Math.exp(logQ(z)) * (logQ(z) - logP(z)) * width, 0)
  }
  const batch = 20_000
  const kl = (mean: tf.Tensor): tf.Scalar => {
    const posterior = normal(tf.mul(mean, tf.ones([batch, 1])), tf.scalar(2 * Math.log(deviation)))
    const likelihood = normal(tf.zeros([batch, 1]), tf.scalar(0))
    const inputs = { x: tf.zeros([batch, 1]), likelihood, posterior, prior: logistic() }
    return evidenceLowerBound(inputs, { beta: 1 }, contextAt(1)).objective.terms.kl as tf.Scalar
  }
  // With 160,000 draws the standard error is below 0.002.
  expect(Math.abs(kl(tf.scalar(centre)).dataSync()[0]! - divergenceAt(centre))).toBeLessThan(0.008)
  const slope = tf.grad(kl)(tf.scalar(centre)).dataSync()[0]!
  const expected = (divergenceAt(centre + 0.01) - divergenceAt(centre - 0.01)) / 0.02
  expect(Math.abs(slope - expected)).toBeLessThan(0.01)
})
