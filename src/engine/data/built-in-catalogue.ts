// The built-in datasets with their data. The page needs no data, so their facts are kept separately.

import { builtInDatasets } from './built-in-datasets.ts'
import type { Dataset } from './dataset.ts'
import type { DatasetCatalogue } from './dataset-catalogue.ts'
import { type FetchBytes, loadDataset } from './load.ts'

/** @param fetchBytes reads a file by its path below the site's root. What was loaded is kept, a failure is not. */
export function createBuiltInCatalogue(fetchBytes: FetchBytes): DatasetCatalogue {
  const loaded = new Map<string, Promise<Dataset>>()
  return { ...builtInDatasets, load: (id) => loadDataset(id, fetchBytes, loaded) }
}
