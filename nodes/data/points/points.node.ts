import { datasetAddress } from '../../../src/engine/data/dataset-address.ts'
import { toyFacts } from '../../../src/engine/data/dataset-facts.ts'
import { defineSource } from '../../../src/graph/define.ts'
import { choice, real } from '../../../src/graph/fields.ts'
import { tensor } from '../../../src/graph/signals.ts'

const names = [
  'two-moons',
  'circles',
  'eight-gaussians',
  'gaussian-grid',
  'checkerboard',
  'pinwheel',
  'two-spirals',
  'ring',
  'rings',
  'swiss-roll',
] as const
const { noise } = toyFacts['two-moons'].parameters
const { radius, deviation } = toyFacts['eight-gaussians'].parameters
const { spacing } = toyFacts['gaussian-grid'].parameters

export const points = defineSource({
  kind: 'data/points',
  role: 'source',
  family: 'data',
  title: 'Toy points',
  version: 1,
  summary: 'Points in the plane from a distribution whose density is known, drawn anew in every step.',
  keywords: ['toy', '2-d', 'dataset', ...names.map((name) => toyFacts[name].title.toLowerCase())],
  fields: {
    distribution: choice({
      title: 'Distribution',
      help: 'What the points are drawn from.',
      initial: 'two-moons',
      choices: names.map((value) => ({ value, title: toyFacts[value].title })),
    }),
    noise: real({
      title: 'Noise',
      help: 'Deviation of the Gaussian noise around the curve. In papers 0.24 for circles, 0.08 for rings, 0.2 for the Swiss roll.',
      ...noise,
      when: { field: 'distribution', is: 'two-moons', or: ['circles', 'two-spirals', 'ring', 'rings', 'swiss-roll'] },
    }),
    radius: real({
      title: 'Radius',
      help: 'Of the circle.',
      ...radius,
      when: { field: 'distribution', is: 'eight-gaussians', or: ['ring'] },
    }),
    deviation: real({
      title: 'Deviation',
      help: 'Standard deviation of every Gaussian. In papers on adversarial networks 0.01 to 0.05.',
      ...deviation,
      when: { field: 'distribution', is: 'eight-gaussians', or: ['gaussian-grid'] },
    }),
    spacing: real({
      title: 'Spacing',
      help: 'From one Gaussian to the next, along rows and columns.',
      ...spacing,
      when: { field: 'distribution', is: 'gaussian-grid' },
    }),
  },
  inputs: {},
  outputs: { x: { signal: 'tensor', title: 'x', help: 'The points, two coordinates each.' } },
  infer: () => ({ outputs: { x: tensor([2]) } }),
  data: ({ distribution, ...parameters }) => ({
    dataset: datasetAddress(distribution, parameters),
    columns: { x: 'example' },
    options: {},
  }),
})
