// Test settings and inputs for the masked layers and their likelihoods.
import { type Signal, tensor } from '../../src/graph/signals.ts'
import type { Example } from '../law-example.ts'

const image = { x: tensor([3, 4, 2]) }
const binary = { x: tensor([2, 2, 1], 'binary') }
const likelihood = (family: 'bernoulli' | 'normal' | 'logisticMixture'): Signal => ({
  signal: 'distribution',
  family,
  shape: [2, 3],
  range: family === 'bernoulli' ? 'binary' : 'real',
})
const streams = (channels: number) => ({ vertical: tensor([3, 3, channels]), horizontal: tensor([3, 3, channels]) })

export const maskedExamples = {
  'layers/rescale': [{ params: { scale: -2.5, shift: 0.5 }, inputs: image }],
  'layers/gated-activation': [
    { params: {}, inputs: image },
    { params: {}, inputs: { x: tensor([6]) } },
  ],
  'masked/masked-dense': [
    { params: { inputs: 4, hidden: [5], layer: 1 }, inputs: { x: tensor([4]) } },
    { params: { inputs: 4, hidden: [5], layer: 2, outputs: 2 }, inputs: { x: tensor([5]) } },
    {
      params: { inputs: 4, hidden: [5], layer: 2, direct: true, masks: 2, order: 'random' },
      inputs: { x: tensor([2, 5]), data: tensor([4]) },
      state: { turn: 1 },
    },
  ],
  'masked/made': [
    { params: { hidden: [5, 5], activation: 'tanh' }, inputs: binary },
    { params: { hidden: [], output: 'several', outputs: 3 }, inputs: { x: tensor([4]) } },
    {
      params: { hidden: [6], activation: 'softplus', output: 'gaussian', direct: true },
      inputs: { x: tensor([2, 2]) },
    },
    {
      params: { hidden: [8], activation: 'tanh', masks: 2, order: 'random', direct: true },
      inputs: binary,
      state: { turn: 1 },
    },
  ],
  'masked/masked-conv2d': [
    ...['A', 'B', 'rowsAbove', 'rowsTo', 'leftOf', 'leftTo'].map((mask) => ({
      params: { filters: 2, kernelSize: 3, mask },
      inputs: image,
    })),
    { params: { filters: 2, kernelSize: 2, mask: 'B', activation: 'tanh' }, inputs: image },
  ],
  'masked/gated-conv2d': [
    { params: { filters: 2, mask: 'A' }, inputs: streams(1) },
    { params: { filters: 2, mask: 'B' }, inputs: streams(2) },
  ],
  'masked/residual-block': [{ params: { activation: 'tanh' }, inputs: { x: tensor([2, 3, 4]) } }],
  'stochastic/categorical-likelihood': [
    { params: { levels: '2' }, inputs: { logits: tensor([2, 2, 4]) } },
    { params: { levels: '2' }, inputs: { logits: tensor([6]) } },
  ],
  'stochastic/logistic-mixture': [
    { params: { components: 2 }, inputs: { parameters: tensor([2, 6]) } },
    { params: { components: 1 }, inputs: { parameters: tensor([2, 2, 6]) } },
  ],
  'stochastic/discretised-logistic-mixture': [{ params: { components: 2 }, inputs: { parameters: tensor([2, 6]) } }],
  'stochastic/equal-mixture': [
    { params: {}, inputs: { components: likelihood('bernoulli') } },
    { params: {}, inputs: { components: likelihood('normal') } },
    { params: {}, inputs: { components: likelihood('logisticMixture') } },
  ],
  'objectives/negative-log-likelihood': [
    { params: {}, inputs: { x: tensor([2, 3], 'binary'), likelihood: likelihood('bernoulli') } },
    { params: {}, inputs: { x: tensor([2, 3]), likelihood: likelihood('normal') } },
    { params: {}, inputs: { x: tensor([2, 3]), likelihood: likelihood('logisticMixture') } },
  ],
} satisfies Readonly<Record<string, readonly Example[]>>
