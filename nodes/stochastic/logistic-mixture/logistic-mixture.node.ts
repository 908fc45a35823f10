import { defineNode } from '../../../src/graph/define.ts'
import { componentFields, componentInputs, inferMixture } from '../logistic-components.ts'

const title = 'Logistic mixture'

export const logisticMixture = defineNode({
  kind: 'stochastic/logistic-mixture',
  role: 'distribution',
  family: 'stochastic',
  title,
  version: 1,
  summary: 'Each element of real-valued data is a draw from a mixture of logistic densities.',
  keywords: ['mixture density', 'mdn', 'logistic', 'rnade', 'continuous', 'real', 'modes'],
  fields: componentFields,
  inputs: componentInputs,
  outputs: { p: { signal: 'distribution', title: 'p', help: 'The distribution of the data, of real numbers.' } },
  infer: ({ params: { components }, inputs: { parameters } }) =>
    inferMixture(title, 'logisticMixture', 'real', components, parameters),
  mixing: () => 'none',
  callParams: ['components'],
  isIncremental: true,
})
