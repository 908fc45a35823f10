import type { KnownDatasets } from '../../../src/engine/data/dataset-catalogue.ts'
import { defineSource } from '../../../src/graph/define.ts'
import { tensor } from '../../../src/graph/signals.ts'
import { drawnData } from '../drawn-data.ts'

const words = new Map([
  ['mean', { title: 'Mean', help: 'Of the whole distribution.' }],
  ['deviation', { title: 'Deviation', help: 'Standard deviation of the Gaussian, or of every one.' }],
  ['components', { title: 'Components', help: 'How many Gaussians, all equally likely.' }],
  ['spacing', { title: 'Spacing', help: 'From one Gaussian to the next.' }],
])

export const line = (datasets: KnownDatasets) => {
  const { fields, data } = drawnData(datasets, { shape: [1], help: 'What the numbers are drawn from.', words })
  return defineSource({
    kind: 'data/line',
    role: 'source',
    family: 'data',
    title: '1-D data',
    version: 1,
    summary: 'Numbers from a Gaussian or a mixture of Gaussians, drawn anew in every step.',
    keywords: ['toy', 'one-dimensional', 'gaussian', 'normal', 'mixture', 'dataset'],
    fields,
    inputs: {},
    outputs: { x: { signal: 'tensor', title: 'x', help: 'The numbers.' } },
    infer: () => ({ outputs: { x: tensor([1]) } }),
    data,
  })
}
