import { defineNode } from '../../../src/graph/define.ts'
import { optimiserFields, readOptimiser } from '../../../src/graph/optimiser.ts'
import { checkLikelihood, checkObservedRange } from '../evidence-lower-bound/checks.ts'

export const reconstruction = defineNode({
  kind: 'objectives/reconstruction',
  role: 'objective',
  family: 'objectives',
  title: 'Reconstruction',
  version: 1,
  summary: 'Trains an autoencoder: maximises the likelihood of the data given its code.',
  keywords: ['autoencoder', 'ae', 'aae', 'reconstruction error', 'cross entropy', 'squared error', 'mse', 'loss'],
  fields: optimiserFields,
  inputs: {
    x: { signal: 'tensor', title: 'x', help: 'The observed data.' },
    likelihood: {
      signal: 'distribution',
      title: 'likelihood',
      help: "p(x | z), the decoder's distribution of the data.",
    },
  },
  outputs: { objective: { signal: 'objective', title: 'objective', help: '-log p(x | z) in nats, to be minimised.' } },
  infer: ({ node, inputs: { x, likelihood } }) => ({
    outputs: { objective: { signal: 'objective', terms: [] } },
    problems: [...checkLikelihood(x, likelihood), ...checkObservedRange(node, x, likelihood)],
  }),
  callParams: [],
  reading: { reading: 'reconstruction', observed: 'x', likelihood: 'likelihood' },
  optimiser: readOptimiser,
})
