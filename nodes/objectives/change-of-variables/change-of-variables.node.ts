import { defineNode } from '../../../src/graph/define.ts'
import { optimiserFields, readOptimiser } from '../../../src/graph/optimiser.ts'
import { checkBase, checkEnd } from './checks.ts'
import { connectedEnds, flowEnds, shownEnds } from './flow-ends.ts'

const base = {
  signal: 'distribution',
  title: 'base',
  help: 'The density at the ends of the flow, typically a standard normal.',
} as const
const outputs = {
  objective: { signal: 'objective', title: 'objective', help: '-log p(x) in nats, to be minimised.' },
} as const

export const changeOfVariables = defineNode({
  kind: 'objectives/change-of-variables',
  role: 'objective',
  family: 'objectives',
  title: 'Negative log-likelihood',
  version: 1,
  summary: 'Trains a flow by maximising the exact density of the data, computed by the change of variables.',
  keywords: ['nll', 'flow', 'likelihood', 'change of variables', 'normalizing flow', 'bits per dimension', 'loss'],
  fields: optimiserFields,
  inputs: { ...flowEnds, base },
  outputs,
  ports: (_params, connected) => ({ inputs: { ...shownEnds(connected), base }, outputs }),
  infer: ({ node, inputs }) => ({
    outputs: { objective: { signal: 'objective', terms: ['logProb', 'logDet'] } },
    problems: [
      ...checkBase(node, inputs.base),
      ...connectedEnds(inputs).flatMap(({ name, signal }) => checkEnd(node, name, signal, inputs.base)),
    ],
  }),
  callParams: [],
  reading: { reading: 'flow', latents: Object.keys(flowEnds), base: 'base' },
  optimiser: readOptimiser,
})
