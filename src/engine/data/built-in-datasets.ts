// What is known of the built-in datasets, by their ids.

import { builtInFacts, builtInNames, parseDatasetAddress } from './dataset-address.ts'
import type { DatasetFacts, DatasetParameters, KnownDatasets } from './dataset-catalogue.ts'

export const builtInDatasets: KnownDatasets = {
  ids: builtInNames,
  facts(id) {
    const { name, parameters } = parseDatasetAddress(id)
    return { ...builtInFacts(name), ...variants.get(name)?.(parameters) }
  },
}

/** What parameters change of the facts. */
const variants: ReadonlyMap<string, (parameters: DatasetParameters) => Partial<DatasetFacts>> = new Map([
  [
    'digits',
    ({ size, classes }: DatasetParameters) => {
      const classNames = [classes ?? []].flat().map(String)
      return { shape: [Number(size), Number(size), 1], classes: classNames.length, classNames }
    },
  ],
])
