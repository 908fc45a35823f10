import { defineNode } from '../../../src/graph/define.ts'
import { optimiserFields, readOptimiser } from '../../../src/graph/optimiser.ts'
import { checkRange, checkShape } from './checks.ts'

export const negativeLogLikelihood = defineNode({
  kind: 'objectives/negative-log-likelihood',
  role: 'objective',
  family: 'objectives',
  title: 'Autoregressive likelihood',
  version: 1,
  summary: 'Trains an autoregressive model by minimising the exact negative log-likelihood of the data.',
  keywords: ['nll', 'negative log-likelihood', 'made', 'pixelcnn', 'bits per dimension', 'cross entropy', 'loss'],
  fields: optimiserFields,
  inputs: {
    x: { signal: 'tensor', title: 'x', help: 'The observed data.' },
    likelihood: {
      signal: 'distribution',
      title: 'likelihood',
      help: 'The distribution of each element of x, given the previous elements.',
    },
  },
  outputs: { objective: { signal: 'objective', title: 'objective', help: '-log p(x) in nats, to be minimised.' } },
  infer: ({ node, inputs: { x, likelihood } }) => ({
    outputs: { objective: { signal: 'objective', terms: [] } },
    problems: [...checkShape(node, x, likelihood), ...checkRange(node, x, likelihood)],
  }),
  callParams: [],
  reading: { reading: 'autoregressive', observed: 'x', likelihood: 'likelihood' },
  optimiser: readOptimiser,
})
