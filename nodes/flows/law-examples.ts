// Test settings and inputs for the transforms; the laws of all kinds are checked in ../laws.test.ts.
import { type FlowSignal, flow, tensor } from '../../src/graph/signals.ts'
import type { Example } from '../law-example.ts'

const vector = { x: flow([4]) }
const oddVector = { x: flow([5]) }
const image = { x: flow([4, 2, 2]) }
const network = [{ kind: 'layers/dense', params: { units: 3, activation: 'tanh' } }]
const convolutions = [{ kind: 'layers/conv2d', params: { filters: 2, activation: 'tanh' } }]
const unit = (shape: readonly number[]): FlowSignal => flow(shape, 'unit')

export const flowExamples = {
  'flows/coupling': [
    { params: { layers: network }, inputs: vector },
    { params: { layers: network, mask: 'halves', swap: true, coupling: 'additive' }, inputs: oddVector },
    { params: { layers: network, mask: 'alternating', scale: 'sigmoid' }, inputs: vector },
    { params: { layers: network, mask: 'alternating', swap: true }, inputs: oddVector },
    { params: { layers: convolutions, mask: 'checkerboard' }, inputs: { x: flow([3, 2, 2]) } },
    { params: { layers: network, mask: 'checkerboard', swap: true, scale: 'sigmoid' }, inputs: { x: flow([2, 3, 1]) } },
    { params: { layers: convolutions, mask: 'channel', scale: 'sigmoid' }, inputs: image },
    { params: { layers: convolutions, mask: 'channel', swap: true }, inputs: { x: flow([2, 2, 3]) } },
  ],
  'flows/coupling-condition': [
    { params: { mask: 'alternating' }, inputs: { x: flow([1]) } },
    { params: { mask: 'checkerboard', swap: true }, inputs: { x: flow([1, 2, 2]) } },
  ],
  'flows/coupling-output': [
    { params: { outputShape: [2, 2, 2] }, inputs: { x: tensor([2, 2, 1]) } },
    { params: { outputShape: [2, 1, 2] }, inputs: { x: tensor([3]) } },
  ],
  'flows/actnorm': [
    { params: {}, inputs: vector, state: { initialised: 1 } },
    { params: {}, inputs: image, state: { initialised: 1 } },
  ],
  'flows/invertible-convolution': [
    { params: { seed: 3 }, inputs: { x: flow([5]) } },
    { params: { seed: 4 }, inputs: { x: flow([2, 2, 3]) } },
  ],
  'flows/flow-batch-norm': [
    { params: { epsilon: 0.1 }, inputs: vector },
    { params: { epsilon: 0.1, momentum: 0.5 }, inputs: image },
  ],
  'flows/permutation': [
    { params: { seed: 2 }, inputs: { x: flow([6]) } },
    { params: { seed: 3 }, inputs: { x: flow([2, 1, 4]) } },
  ],
  'flows/reverse': [
    { params: {}, inputs: oddVector },
    { params: {}, inputs: { x: flow([2, 1, 3]) } },
  ],
  'flows/squeeze': [{ params: {}, inputs: { x: flow([4, 2, 2]) } }],
  'flows/flow-flatten': [{ params: { shape: [2, 3, 2] }, inputs: { x: flow([2, 3, 2]) } }],
  'flows/split': [
    { params: {}, inputs: oddVector },
    { params: { prior: 'learned' }, inputs: vector },
    { params: { prior: 'learned' }, inputs: image },
  ],
  'flows/dequantise': [
    { params: {}, inputs: { x: flow([2, 2, 1], 'levels256') } },
    { params: { levels: '2' }, inputs: { x: flow([4], 'binary') } },
  ],
  'flows/logit': [{ params: { alpha: 0.2 }, inputs: { x: unit([4]) } }],
  'flows/sigmoid': [{ params: {}, inputs: vector }],
  'flows/scaling': [
    { params: {}, inputs: vector },
    { params: {}, inputs: image },
  ],
} as const satisfies Readonly<Record<string, readonly Example[]>>
