import { defineTransform } from '../../../src/graph/define.ts'
import type { TensorSpec } from '../../../src/graph/definition.ts'
import { real } from '../../../src/graph/fields.ts'
import { flow, positionsOf, sizeOf } from '../../../src/graph/signals.ts'
import { checkContinuous } from '../continuous.ts'
import { channelsOf, flowInput, flowOutput, noFlowAxis } from '../flow-ports.ts'

export const flowBatchNorm = defineTransform({
  kind: 'flows/flow-batch-norm',
  role: 'transform',
  family: 'flows',
  title: 'Flow batch norm',
  version: 1,
  summary: 'Normalises each channel to mean 0 and variance 1, and accounts for the change of volume.',
  keywords: ['realnvp', 'normalisation', 'normalization', 'bn', 'batch normalization'],
  fields: {
    momentum: real({
      title: 'Momentum',
      help: 'Fraction of the moving mean and variance kept at each step.',
      initial: 0.9,
      min: 0,
      max: 0.9999,
    }),
    epsilon: real({ title: 'ε', help: 'Added to the variance.', initial: 0.0001, min: 1e-7, max: 1 }),
  },
  inputs: flowInput,
  outputs: flowOutput,
  infer({ node, inputs: { x } }) {
    if (channelsOf(x.shape) === undefined) return { outputs: {}, problems: [noFlowAxis('Flow batch norm')] }
    return { outputs: { y: flow(x.shape) }, problems: checkContinuous(node, 'Flow batch norm', x) }
  },
  state: (_params, { x }) => ({
    movingMean: perChannel(x.shape, 'zeros'),
    movingVariance: perChannel(x.shape, 'ones'),
  }),
  callParams: ['momentum', 'epsilon'],
  usesContext: true,
  momentsOverBatch: (_params, { x }) => positionsOf(x.shape),
  multiplyAdds: (_params, { x }) => sizeOf(x.shape),
})

const perChannel = (shape: readonly number[], initialiser: 'zeros' | 'ones'): TensorSpec => ({
  shape: [channelsOf(shape) ?? 1],
  initialiser: { initialiser },
})
