import { defineNode } from '../../../src/graph/define.ts'

export const uniform = defineNode({
  kind: 'stochastic/uniform',
  role: 'distribution',
  family: 'stochastic',
  title: 'Uniform',
  version: 1,
  summary: 'A base density that is constant between 0 and 1.',
  keywords: ['base', 'prior', 'noise', 'latent', 'cube'],
  fields: {},
  inputs: {},
  outputs: {
    p: { signal: 'distribution', title: 'p', help: 'Takes the shape of the variable it is compared with.' },
  },
  infer: () => ({
    outputs: { p: { signal: 'distribution', family: 'uniform', shape: 'any', range: 'unit' } },
  }),
  callParams: [],
})
