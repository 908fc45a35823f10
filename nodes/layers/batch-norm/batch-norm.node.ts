import { defineNode } from '../../../src/graph/define.ts'
import type { TensorSpec } from '../../../src/graph/definition.ts'
import { real } from '../../../src/graph/fields.ts'
import { positionsOf, sizeOf, tensor } from '../../../src/graph/signals.ts'
import { noAxis } from '../normalised-axis.ts'

export const batchNorm = defineNode({
  kind: 'layers/batch-norm',
  role: 'layer',
  family: 'layers',
  title: 'Batch norm',
  version: 1,
  summary: 'Normalises each channel to mean 0 and variance 1 over the batch, then applies a learned scale and shift.',
  keywords: ['normalisation', 'normalization', 'bn'],
  fields: {
    momentum: real({
      title: 'Momentum',
      help: 'Fraction of the moving mean and variance kept at each step.',
      initial: 0.9,
      min: 0,
      max: 0.9999,
    }),
    epsilon: real({ title: 'ε', help: 'Added to the variance.', initial: 0.00001, min: 1e-7, max: 1 }),
  },
  inputs: { x: { signal: 'tensor', title: 'x', help: 'A vector or an image.' } },
  outputs: { y: { signal: 'tensor', title: 'y', help: 'The same shape.' } },
  infer({ inputs }) {
    if (inputs.x.shape.length === 0) return { outputs: {}, problems: [noAxis('Batch norm')] }
    return { outputs: { y: tensor(inputs.x.shape) } }
  },
  weights: (_params, { x }) => ({
    scale: perChannel(x.shape, 'ones'),
    shift: perChannel(x.shape, 'zeros'),
  }),
  state: (_params, { x }) => ({
    movingMean: perChannel(x.shape, 'zeros'),
    movingVariance: perChannel(x.shape, 'ones'),
  }),
  asTransform: () => ({ title: 'Flow batch norm', kind: 'flows/flow-batch-norm', params: {} }),
  callParams: ['momentum', 'epsilon'],
  usesContext: true,
  momentsOverBatch: (_params, { x }) => positionsOf(x.shape),
  multiplyAdds: (_params, { x }) => sizeOf(x.shape),
})

const perChannel = (shape: readonly number[], initialiser: 'zeros' | 'ones'): TensorSpec => ({
  shape: [shape.at(-1) ?? 1],
  initialiser: { initialiser },
})
