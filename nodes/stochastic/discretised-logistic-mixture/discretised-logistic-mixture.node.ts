import { defineNode } from '../../../src/graph/define.ts'
import { componentFields, componentInputs, inferMixture } from '../logistic-components.ts'

const title = 'Discretised logistic mixture'

export const discretisedLogisticMixture = defineNode({
  kind: 'stochastic/discretised-logistic-mixture',
  role: 'distribution',
  family: 'stochastic',
  title,
  version: 1,
  summary: 'Each element of the data is a rounded draw from a mixture of logistic densities.',
  keywords: ['pixelcnn++', 'logistic', 'mixture', 'levels', 'discretized', 'pixels', '256'],
  fields: componentFields,
  inputs: componentInputs,
  outputs: { p: { signal: 'distribution', title: 'p', help: 'The distribution of the data, in 256 levels.' } },
  infer: ({ params: { components }, inputs: { parameters } }) =>
    inferMixture(title, 'discretisedLogisticMixture', 'levels256', components, parameters),
  mixing: () => 'none',
  callParams: ['components'],
  isIncremental: true,
})
