import type { KnownDatasets } from '../../../src/engine/data/dataset-catalogue.ts'
import { defineSource } from '../../../src/graph/define.ts'
import { tensor } from '../../../src/graph/signals.ts'
import { drawnData } from '../drawn-data.ts'

const words = new Map([
  ['mean', { title: 'Mean', help: 'Mean of the whole distribution.' }],
  ['deviation', { title: 'Deviation', help: 'Standard deviation of the Gaussian, or of each component.' }],
  ['components', { title: 'Components', help: 'Number of components, all equally likely.' }],
  ['spacing', { title: 'Spacing', help: 'Distance between neighbouring components.' }],
])

export const line = (datasets: KnownDatasets) => {
  const { fields, data } = drawnData(datasets, { shape: [1], help: 'The distribution of the numbers.', words })
  return defineSource({
    kind: 'data/line',
    role: 'source',
    family: 'data',
    title: '1-D data',
    version: 1,
    summary: 'Scalars from a Gaussian or a mixture of Gaussians, freshly drawn in every step.',
    keywords: ['toy', 'one-dimensional', 'gaussian', 'normal', 'mixture', 'dataset'],
    fields,
    inputs: {},
    outputs: { x: { signal: 'tensor', title: 'x', help: 'The numbers.' } },
    infer: () => ({ outputs: { x: tensor([1]) } }),
    data,
  })
}
