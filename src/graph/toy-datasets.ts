// A catalogue of one dataset, so that tests need no real data.
import type { KnownDatasets } from '../engine/data/dataset-catalogue.ts'

export const toyDatasets: KnownDatasets = {
  ids: ['toy'],
  facts(id) {
    if (id !== 'toy') throw new Error(`No dataset is named "${id}"; known: toy`)
    return {
      title: 'Toy',
      description: 'numbers for tests',
      shape: [4],
      element: { kind: 'real' },
      classes: 2,
      sizes: { train: 40, validation: 20, test: 20 },
      credit: 'Nobody',
      parameters: {},
    }
  },
}
