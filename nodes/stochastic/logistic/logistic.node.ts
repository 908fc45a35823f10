import { defineNode } from '../../../src/graph/define.ts'

export const logistic = defineNode({
  kind: 'stochastic/logistic',
  role: 'distribution',
  family: 'stochastic',
  title: 'Logistic',
  version: 1,
  summary: 'A base density with heavier tails than the normal, as in NICE.',
  keywords: ['base', 'prior', 'nice', 'noise', 'latent'],
  fields: {},
  inputs: {},
  outputs: {
    p: { signal: 'distribution', title: 'p', help: 'Takes the shape of the variable it is compared with.' },
  },
  infer: () => ({
    outputs: { p: { signal: 'distribution', family: 'logistic', shape: 'any', range: 'real' } },
  }),
  callParams: [],
})
