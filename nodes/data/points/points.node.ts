import type { KnownDatasets } from '../../../src/engine/data/dataset-catalogue.ts'
import { defineSource } from '../../../src/graph/define.ts'
import { tensor } from '../../../src/graph/signals.ts'
import { drawnData } from '../drawn-data.ts'

const words = new Map([
  [
    'noise',
    {
      title: 'Noise',
      help: 'Standard deviation of the Gaussian noise around the curve. Papers use 0.24 for circles, 0.08 for rings, 0.2 for the Swiss roll.',
    },
  ],
  ['radius', { title: 'Radius', help: 'Radius of the circle.' }],
  [
    'deviation',
    {
      title: 'Deviation',
      help: 'Standard deviation of each Gaussian. Papers on adversarial networks use 0.01 to 0.05.',
    },
  ],
  ['spacing', { title: 'Spacing', help: 'Distance between neighbouring Gaussians along rows and columns.' }],
])

export const points = (datasets: KnownDatasets) => {
  const { titles, fields, data } = drawnData(datasets, { shape: [2], help: 'The distribution of the points.', words })
  return defineSource({
    kind: 'data/points',
    role: 'source',
    family: 'data',
    title: 'Toy points',
    version: 1,
    summary: 'Points in the plane from a distribution whose density is known, freshly drawn in every step.',
    keywords: ['toy', '2-d', 'dataset', ...titles.map((title) => title.toLowerCase())],
    fields,
    inputs: {},
    outputs: { x: { signal: 'tensor', title: 'x', help: 'The points, two coordinates each.' } },
    infer: () => ({ outputs: { x: tensor([2]) } }),
    data,
  })
}
