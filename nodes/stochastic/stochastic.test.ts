// What the distributions reject, and how their ops use their settings.
import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import { beforeAll, describe, expect, test } from 'vitest'
import { createContext } from '../../src/engine/math/context.ts'
import { portsOf } from '../../src/graph/definition.ts'
import { initialParams } from '../../src/graph/fields.ts'
import { tensor } from '../../src/graph/signals.ts'
import { bernoulliLikelihood } from './bernoulli-likelihood/bernoulli-likelihood.node.ts'
import { discretisedLogisticMixture } from './discretised-logistic-mixture/discretised-logistic-mixture.op.ts'
import { gaussianLikelihood } from './gaussian-likelihood/gaussian-likelihood.node.ts'
import { gaussianLikelihood as gaussianLikelihoodOp } from './gaussian-likelihood/gaussian-likelihood.op.ts'
import { gaussianSampler } from './gaussian-sampler/gaussian-sampler.node.ts'
import { gaussianSampler as gaussianSamplerOp } from './gaussian-sampler/gaussian-sampler.op.ts'

beforeAll(() => tf.setBackend('cpu'))

describe('Bernoulli likelihood', () => {
  test.each(['unit', 'binary', 'levels256'] as const)('takes no numbers in the range %s', (range) => {
    const { outputs, problems } = bernoulliLikelihood.infer({
      node: 'n',
      params: {},
      inputs: { logits: tensor([4], range) },
    })
    expect(outputs).toEqual({})
    expect(problems).toMatchObject([{ severity: 'error', port: 'logits', expected: 'real' }])
    expect(problems?.[0]?.message.includes('Remove the sigmoid')).toBe(range === 'unit')
  })
})

test('a discretised logistic mixture has finite logarithms for any scales and means', () => {
  for (const scale of [-300, 300]) {
    const parameters = tf.tensor2d([[0, 1, -40, 250, scale, -scale]])
    const x = tf.tensor2d([[0], [128], [255]])
    const { p } = discretisedLogisticMixture({ parameters: tf.tile(parameters, [3, 1]) }, { components: 2 })
    for (const log of p.logProb(x).dataSync()) expect(Number.isFinite(log)).toBe(true)
  }
})

describe('Gaussian sampler', () => {
  test('needs one log-variance for each mean', () => {
    const inputs = { mean: tensor([20]), logVariance: tensor([10]) }
    expect(gaussianSampler.infer({ node: 'n', params: {}, inputs }).problems).toMatchObject([
      { port: 'logVariance', expected: '20', received: '10' },
    ])
  })

  test('draws mean + deviation · noise, with the log-variance clipped to -10…10', () => {
    const context = () => createContext({ seed: 4, step: 9, training: true }).at('sampler')
    const [mean, logVariance] = [
      [1, -2, 0, 0],
      [0, Math.log(9), 50, -50],
    ]
    const { z } = gaussianSamplerOp({ mean: tf.tensor2d([mean]), logVariance: tf.tensor2d([logVariance]) }, context())
    const noise = context().normal([1, 4]).dataSync()
    const deviations = [1, 3, Math.exp(5), Math.exp(-5)]
    for (const [i, value] of z.dataSync().entries()) {
      const expected = mean[i]! + deviations[i]! * noise[i]!
      expect(Math.abs(value - expected)).toBeLessThan(1e-6 * Math.max(1, Math.abs(expected)))
    }
  })
})

describe('Gaussian likelihood', () => {
  const params = (variance: 'fixed' | 'shared' | 'predicted') => ({
    ...initialParams(gaussianLikelihood.fields),
    variance,
  })
  const inputs = { mean: tensor([3]), logVariance: undefined }

  test('has a log-variance as input or weight only if it uses one', () => {
    const shown = (variance: 'fixed' | 'shared' | 'predicted') =>
      Object.keys(portsOf(gaussianLikelihood, params(variance), new Set()).inputs)
    expect([shown('fixed'), shown('shared'), shown('predicted')]).toEqual([['mean'], ['mean'], ['mean', 'logVariance']])
    const learned = (variance: 'fixed' | 'shared' | 'predicted') =>
      Object.keys(gaussianLikelihood.weights?.(params(variance), inputs) ?? {})
    expect([learned('fixed'), learned('shared'), learned('predicted')]).toEqual([[], ['logVariance'], []])
  })

  test('the standard deviation is fixed, learned or predicted', () => {
    const mean = tf.tensor2d([[0, 0]])
    const x = tf.tensor2d([[1, 2]])
    const logProb = (logVariances: readonly number[]) =>
      [1, 2].reduce((sum, value, i) => {
        const l = logVariances[i]!
        return sum - 0.5 * (Math.log(2 * Math.PI) + l + value ** 2 / Math.exp(l))
      }, 0)
    const value = (...[given, learned]: [tf.Tensor?, tf.Tensor?]) =>
      gaussianLikelihoodOp({ mean, logVariance: given }, { logVariance: learned }, { deviation: 0.5 })
        .p.logProb(x)
        .dataSync()[0]
    expect(value()).toBeCloseTo(logProb([Math.log(0.25), Math.log(0.25)]), 4)
    expect(value(undefined, tf.scalar(0.7))).toBeCloseTo(logProb([0.7, 0.7]), 5)
    expect(value(tf.tensor2d([[0.2, 1.5]]))).toBeCloseTo(logProb([0.2, 1.5]), 5)
  })
})
