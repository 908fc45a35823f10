import { defineTransform } from '../../../src/graph/define.ts'
import type { TensorSpec } from '../../../src/graph/definition.ts'
import { flow, positionsOf, sizeOf } from '../../../src/graph/signals.ts'
import { checkContinuous } from '../continuous.ts'
import { channelsOf, flowInput, flowOutput, noFlowAxis } from '../flow-ports.ts'

export const actnorm = defineTransform({
  kind: 'flows/actnorm',
  role: 'transform',
  family: 'flows',
  title: 'Actnorm',
  version: 1,
  summary: 'A learned shift and scale for each channel, initialised so that the first batch is normalised.',
  keywords: ['activation normalisation', 'activation normalization', 'glow', 'scale', 'normalise'],
  fields: {},
  inputs: flowInput,
  outputs: flowOutput,
  infer({ node, inputs: { x } }) {
    if (channelsOf(x.shape) === undefined) return { outputs: {}, problems: [noFlowAxis('Actnorm')] }
    return { outputs: { y: flow(x.shape) }, problems: checkContinuous(node, 'Actnorm', x) }
  },
  weights: (_params, { x }) => ({ shift: perChannel(x.shape, 'zeros'), logScale: perChannel(x.shape, 'zeros') }),
  state: (_params, { x }) => ({
    initialised: { shape: [], initialiser: { initialiser: 'zeros' }, isSetOnce: true },
    mean: { ...perChannel(x.shape, 'zeros'), isSetOnce: true },
    deviation: { ...perChannel(x.shape, 'ones'), isSetOnce: true },
  }),
  callParams: [],
  usesContext: true,
  momentsOverBatch: (_params, { x }) => positionsOf(x.shape),
  multiplyAdds: (_params, { x }) => sizeOf(x.shape),
})

const perChannel = (shape: readonly number[], initialiser: 'zeros' | 'ones'): TensorSpec => ({
  shape: [channelsOf(shape) ?? 1],
  initialiser: { initialiser },
})
