// Test settings and inputs for the kinds of adversarial games.
import { type Signal, tensor } from '../src/graph/signals.ts'
import type { Example } from './law-example.ts'

const scores = { realScore: tensor([1]), fakeScore: tensor([1]) }
const likelihood = (family: 'bernoulli' | 'normal'): Signal => ({
  signal: 'distribution',
  family,
  shape: [2, 2, 1],
  range: family === 'bernoulli' ? 'binary' : 'real',
})
const smoothDense = { kind: 'layers/dense', params: { units: 3, activation: 'tanh' } }
const dropout = { kind: 'layers/dropout', params: { rate: 0.4 } }
const stridedConv = { kind: 'layers/conv2d', params: { filters: 2, strides: 2, activation: 'swish' } }

export const adversarialExamples = {
  'stochastic/noise': [
    { params: { shape: [2, 2, 1] }, inputs: {} },
    { params: { shape: [3], distribution: 'uniform', low: -5, high: 5 }, inputs: {} },
    { params: { shape: [1], distribution: 'uniform', low: 0, high: 2, stratified: true }, inputs: {} },
  ],
  'networks/generator': [
    { params: { layers: [smoothDense], outputShape: [2, 2, 1] }, inputs: { z: tensor([2]) } },
    {
      params: {
        layers: [
          { kind: 'layers/dense', params: { units: 8, activation: 'tanh' } },
          { kind: 'layers/reshape', params: { shape: [2, 2, 2] } },
          { kind: 'layers/conv2d-transpose', params: { filters: 1, strides: 2 } },
        ],
        outputShape: [4, 4, 1],
        readOut: 'none',
        outputActivation: 'sigmoid',
      },
      inputs: { z: tensor([2]) },
    },
    { params: { layers: [smoothDense], outputShape: [3], outputActivation: 'tanh' }, inputs: { z: tensor([2]) } },
  ],
  'networks/discriminator': [
    { params: { layers: [smoothDense] }, inputs: { real: tensor([4]), fake: tensor([4]) } },
    {
      params: { layers: [smoothDense, dropout] },
      inputs: { real: tensor([2, 2, 1], 'unit'), fake: tensor([2, 2, 1]) },
    },
    { params: { layers: [stridedConv] }, inputs: { real: tensor([4, 3, 1]), fake: tensor([4, 3, 1]) } },
  ],
  'objectives/adversarial-game': [
    ...['minimax', 'nonSaturating', 'leastSquares', 'hinge'].map((loss) => ({
      params: { loss, labelSmoothing: 0.1 },
      inputs: scores,
    })),
    { params: { loss: 'wasserstein', penalty: 2 }, inputs: scores },
  ],
  'objectives/discriminator-loss': ['crossEntropy', 'leastSquares', 'hinge'].map((loss) => ({
    params: { loss, labelSmoothing: 0.1 },
    inputs: scores,
  })),
  'objectives/critic-loss': [{ params: { penalty: 2 }, inputs: scores }],
  'objectives/generator-loss': ['minimax', 'nonSaturating', 'leastSquares', 'meanScore'].map((loss) => ({
    params: { loss },
    inputs: { fakeScore: scores.fakeScore },
  })),
  'objectives/reconstruction': [
    { params: {}, inputs: { x: tensor([2, 2, 1], 'binary'), likelihood: likelihood('bernoulli') } },
    { params: {}, inputs: { x: tensor([2, 2, 1]), likelihood: likelihood('normal') } },
  ],
} satisfies Readonly<Record<string, readonly Example[]>>
