import { datasetFacts } from '../../../src/graph/dataset-facts.ts'
import { defineSource } from '../../../src/graph/definition.ts'
import { choice } from '../../../src/graph/fields.ts'
import { tensor } from '../../../src/graph/signals.ts'

const facts = datasetFacts.digits

export const digits = defineSource({
  kind: 'data/digits',
  role: 'source',
  family: 'data',
  title: 'Digits',
  version: 1,
  summary: `${facts.title}: ${facts.description}.`,
  keywords: ['mnist', 'dataset', 'images', 'handwritten'],
  fields: {
    binarisation: choice({
      title: 'Binarisation',
      help: 'How grey becomes black and white. Dynamic draws each pixel anew from its grey value whenever it is seen.',
      initial: 'dynamic',
      choices: [
        { value: 'none', title: 'None (grey, 0…1)' },
        { value: 'threshold', title: 'Threshold at one half' },
        { value: 'dynamic', title: 'Dynamic (Bernoulli draws)' },
      ],
    }),
  },
  inputs: {},
  outputs: {
    x: { signal: 'tensor', title: 'x', help: 'The images.' },
    label: { signal: 'tensor', title: 'label', help: 'Which digit it is, one-hot.' },
  },
  infer: ({ params }) => ({
    outputs: {
      x: tensor(facts.shape, params.binarisation === 'none' ? 'unit' : 'binary'),
      label: tensor([facts.classes], 'binary'),
    },
  }),
  data: ({ binarisation }) => ({
    dataset: 'digits',
    columns: { x: 'example', label: 'label' },
    options: { binarisation },
  }),
})
