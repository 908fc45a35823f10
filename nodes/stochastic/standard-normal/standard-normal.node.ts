import { defineNode } from '../../../src/graph/define.ts'

export const standardNormal = defineNode({
  kind: 'stochastic/standard-normal',
  role: 'distribution',
  family: 'stochastic',
  title: 'Standard normal',
  version: 1,
  summary: 'The prior N(0, 1) on each latent variable.',
  keywords: ['prior', 'gaussian', 'noise', 'latent'],
  fields: {},
  inputs: {},
  outputs: {
    p: { signal: 'distribution', title: 'p', help: 'Takes the shape of the variable it is compared with.' },
  },
  infer: () => ({
    outputs: { p: { signal: 'distribution', family: 'standardNormal', shape: 'any', range: 'real' } },
  }),
  callParams: [],
})
