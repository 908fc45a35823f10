// Test settings and inputs for every kind: small, so that each derivative can be compared with finite differences, and smooth,
// without the kink of a ReLU.
import { type DistributionFamily, flow, type Shape, type Signal, tensor } from '../src/graph/signals.ts'
import { adversarialExamples } from './adversarial-law-examples.ts'
import { flowExamples } from './flows/law-examples.ts'
import type { definitionList } from './index.ts'
import type { Example } from './law-example.ts'
import { maskedExamples } from './masked/law-examples.ts'

const distribution = (family: DistributionFamily, shape: Shape | 'any'): Signal => ({
  signal: 'distribution',
  family,
  shape,
  range: family === 'bernoulli' ? 'binary' : 'real',
})

const vector = { x: tensor([4]) }
const image = { x: tensor([4, 3, 2]) }
const smoothDense = (units: number) => ({ kind: 'layers/dense', params: { units, activation: 'tanh' } })
const window = { filters: 3, kernelSize: 3 }

export const lawExamples: Readonly<Record<(typeof definitionList)[number]['kind'], readonly Example[]>> = {
  ...adversarialExamples,
  ...maskedExamples,
  'data/digits': [
    { params: {}, inputs: {} },
    { params: { binarisation: 'levels', size: '14', classes: [0, 1] }, inputs: {} },
  ],
  'data/points': [{ params: {}, inputs: {} }],
  'data/line': [{ params: {}, inputs: {} }],
  'networks/encoder': [
    { params: { layers: [smoothDense(3)], latent: 2 }, inputs: { x: tensor([2, 2, 1], 'binary') } },
    { params: { layers: [smoothDense(3)], output: 'features' }, inputs: vector },
    {
      params: {
        layers: [
          { kind: 'layers/conv2d', params: { filters: 2, strides: 2, activation: 'softplus' } },
          { kind: 'layers/layer-norm', params: { epsilon: 0.5 } },
          smoothDense(3),
        ],
        latent: 2,
      },
      inputs: image,
    },
  ],
  'networks/decoder': [
    { params: { layers: [smoothDense(3)], outputShape: [2, 2, 1] }, inputs: { z: tensor([2]) } },
    {
      params: {
        layers: [
          { kind: 'layers/dense', params: { units: 8, activation: 'tanh' } },
          { kind: 'layers/reshape', params: { shape: [2, 2, 2] } },
          { kind: 'layers/conv2d-transpose', params: { filters: 1, strides: 2 } },
        ],
        outputShape: [4, 4, 1],
        readOut: 'none',
      },
      inputs: { z: tensor([2]) },
    },
  ],
  'layers/dense': [
    { params: { units: 3 }, inputs: vector },
    { params: { units: 3, activation: 'softplus' }, inputs: vector },
  ],
  'layers/conv2d': [
    { params: { ...window }, inputs: image },
    { params: { ...window, strides: 2, padding: 'same' }, inputs: image },
    { params: { ...window, strides: 2, padding: 'valid', activation: 'swish' }, inputs: image },
  ],
  'layers/conv2d-transpose': [
    { params: { ...window }, inputs: { x: tensor([3, 2, 2]) } },
    { params: { ...window, strides: 2, padding: 'same' }, inputs: { x: tensor([3, 2, 2]) } },
    { params: { ...window, strides: 2, padding: 'valid' }, inputs: { x: tensor([3, 2, 2]) } },
  ],
  'layers/activation': ['elu', 'softplus', 'swish', 'tanh', 'sigmoid'].map((name) => ({
    params: { function: name },
    inputs: vector,
  })),
  'layers/flatten': [
    { params: {}, inputs: image },
    { params: {}, inputs: { x: tensor([]) } },
  ],
  'layers/reshape': [{ params: { shape: [3, 8] }, inputs: image }],
  'layers/concat': [
    { params: {}, inputs: { x1: tensor([2, 3]), x2: tensor([2, 1]) } },
    { params: {}, inputs: { x1: tensor([3], 'binary'), x2: tensor([2], 'unit'), x3: tensor([1], 'binary') } },
  ],
  'layers/add': [
    { params: {}, inputs: { x1: tensor([2, 3]), x2: tensor([2, 3]) } },
    { params: {}, inputs: { x1: tensor([3]), x2: tensor([3]), x3: tensor([3]), x4: tensor([3]) } },
  ],
  'layers/batch-norm': [
    { params: { epsilon: 0.1 }, inputs: vector },
    { params: { epsilon: 0.1, momentum: 0.5 }, inputs: image },
  ],
  'layers/layer-norm': [
    { params: { epsilon: 0.1 }, inputs: vector },
    { params: { epsilon: 0.1 }, inputs: image },
  ],
  'layers/scale-shift': [
    { params: {}, inputs: vector },
    { params: {}, inputs: image },
  ],
  'layers/dropout': [{ params: { rate: 0.4 }, inputs: image }],
  'stochastic/gaussian-sampler': [{ params: {}, inputs: { mean: tensor([3]), logVariance: tensor([3]) } }],
  'stochastic/standard-normal': [{ params: {}, inputs: {} }],
  'stochastic/logistic': [{ params: {}, inputs: {} }],
  'stochastic/uniform': [{ params: {}, inputs: {} }],
  ...flowExamples,
  'stochastic/bernoulli-likelihood': [{ params: {}, inputs: { logits: tensor([2, 2, 1]) } }],
  'stochastic/gaussian-likelihood': [
    { params: { variance: 'fixed', deviation: 0.7 }, inputs: { mean: tensor([2, 2, 1]) } },
    { params: { variance: 'shared' }, inputs: { mean: tensor([2, 2, 1]) } },
    { params: { variance: 'predicted' }, inputs: { mean: tensor([3]), logVariance: tensor([3]) } },
  ],
  'objectives/change-of-variables': [
    { params: {}, inputs: { z1: flow([3]), base: distribution('standardNormal', 'any') } },
    { params: {}, inputs: { z1: flow([3]), z2: flow([2, 1, 1]), base: distribution('logistic', 'any') } },
  ],
  'objectives/evidence-lower-bound': [
    {
      params: { beta: 1.5 },
      inputs: {
        x: tensor([2, 2, 1], 'binary'),
        likelihood: distribution('bernoulli', [2, 2, 1]),
        posterior: distribution('normal', [3]),
        prior: distribution('standardNormal', 'any'),
      },
    },
    {
      params: {},
      inputs: {
        x: tensor([4]),
        likelihood: distribution('normal', [4]),
        posterior: distribution('normal', [3]),
        prior: distribution('normal', [3]),
      },
    },
  ],
}
