import { datasetAddress } from '../../../src/engine/data/dataset-address.ts'
import { toyFacts } from '../../../src/engine/data/dataset-facts.ts'
import { defineSource } from '../../../src/graph/define.ts'
import { choice, integer, real } from '../../../src/graph/fields.ts'
import { tensor } from '../../../src/graph/signals.ts'

const { mean, deviation } = toyFacts.gaussian.parameters
const { components, spacing } = toyFacts['gaussian-mixture'].parameters
const isMixture = { field: 'distribution', is: 'gaussian-mixture' } as const

export const line = defineSource({
  kind: 'data/line',
  role: 'source',
  family: 'data',
  title: '1-D data',
  version: 1,
  summary: 'Numbers from a Gaussian or a mixture of Gaussians, drawn anew in every step.',
  keywords: ['toy', 'one-dimensional', 'gaussian', 'normal', 'mixture', 'dataset'],
  fields: {
    distribution: choice({
      title: 'Distribution',
      help: 'What the numbers are drawn from.',
      initial: 'gaussian',
      choices: [
        { value: 'gaussian', title: toyFacts.gaussian.title },
        { value: 'gaussian-mixture', title: toyFacts['gaussian-mixture'].title },
      ],
    }),
    mean: real({ title: 'Mean', help: 'Of the whole distribution.', ...mean }),
    deviation: real({ title: 'Deviation', help: 'Standard deviation of the Gaussian, or of every one.', ...deviation }),
    components: integer({
      title: 'Components',
      help: 'How many Gaussians, all equally likely.',
      initial: components.initial,
      min: components.min,
      max: components.max,
      when: isMixture,
    }),
    spacing: real({ title: 'Spacing', help: 'From one Gaussian to the next.', ...spacing, when: isMixture }),
  },
  inputs: {},
  outputs: { x: { signal: 'tensor', title: 'x', help: 'The numbers.' } },
  infer: () => ({ outputs: { x: tensor([1]) } }),
  data: ({ distribution, ...parameters }) => ({
    dataset: datasetAddress(distribution, parameters),
    columns: { x: 'example' },
    options: {},
  }),
})
