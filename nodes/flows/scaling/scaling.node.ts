import { defineTransform } from '../../../src/graph/define.ts'
import { flow, sizeOf } from '../../../src/graph/signals.ts'
import { checkContinuous } from '../continuous.ts'
import { flowInput, flowOutput } from '../flow-ports.ts'

export const scaling = defineTransform({
  kind: 'flows/scaling',
  role: 'transform',
  family: 'flows',
  title: 'Scaling',
  version: 1,
  summary: 'A learned scale for each element.',
  keywords: ['nice', 'diagonal', 'scale'],
  fields: {},
  inputs: flowInput,
  outputs: flowOutput,
  infer: ({ node, inputs: { x } }) => ({
    outputs: { y: flow(x.shape) },
    problems: checkContinuous(node, 'Scaling', x),
  }),
  weights: (_params, { x }) => ({ logScale: { shape: x.shape, initialiser: { initialiser: 'zeros' } } }),
  callParams: [],
  multiplyAdds: (_params, { x }) => sizeOf(x.shape),
})
