import { defineNode } from '../../../src/graph/define.ts'
import { integer } from '../../../src/graph/fields.ts'
import { channelsPerElement, wrongChannels } from '../channels-per-element.ts'

/** A weight, a mean and a scale. */
const perComponent = 3

export const discretisedLogisticMixture = defineNode({
  kind: 'stochastic/discretised-logistic-mixture',
  role: 'distribution',
  family: 'stochastic',
  title: 'Discretised logistic mixture',
  version: 1,
  summary: 'Each element of the data is a rounded draw of one of several logistic densities.',
  keywords: ['pixelcnn++', 'logistic', 'mixture', 'levels', 'discretized', 'pixels', '256'],
  fields: {
    components: integer({
      title: 'Components',
      help: 'How many logistic densities are mixed for each element.',
      initial: 10,
      min: 1,
      max: 100,
    }),
  },
  inputs: {
    parameters: {
      signal: 'tensor',
      title: 'parameters',
      help: 'For each channel of the data a weight, then a mean, then a log-scale for each component.',
    },
  },
  outputs: { p: { signal: 'distribution', title: 'p', help: 'The distribution of the data, in 256 levels.' } },
  infer({ params, inputs: { parameters } }) {
    const count = perComponent * params.components
    const shape = channelsPerElement(parameters.shape, count)
    const problem = wrongChannels('Discretised logistic mixture', 'parameters', parameters, count)
    if (!shape || problem) return { outputs: {}, problems: problem ? [problem] : [] }
    return { outputs: { p: { signal: 'distribution', family: 'logisticMixture', shape, range: 'levels256' } } }
  },
  mixing: () => 'none',
  callParams: ['components'],
})
