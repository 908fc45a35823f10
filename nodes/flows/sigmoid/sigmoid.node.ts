import { defineTransform } from '../../../src/graph/define.ts'
import { flow } from '../../../src/graph/signals.ts'
import { checkContinuous } from '../continuous.ts'
import { flowInput, flowOutput } from '../flow-ports.ts'

export const sigmoid = defineTransform({
  kind: 'flows/sigmoid',
  role: 'transform',
  family: 'flows',
  title: 'Flow sigmoid',
  version: 1,
  summary: 'Maps the whole real line to numbers between 0 and 1.',
  keywords: ['squash', 'logistic', 'uniform', 'cube'],
  fields: {},
  inputs: flowInput,
  outputs: flowOutput,
  infer: ({ node, inputs: { x } }) => ({
    outputs: { y: flow(x.shape, 'unit') },
    problems: checkContinuous(node, 'Flow sigmoid', x),
  }),
  callParams: [],
})
