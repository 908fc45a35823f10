// Loads a dataset by name. How bytes are fetched is the caller's: over HTTP in a worker, from the disk in Node.

import { datasetFacts, isDatasetName } from '../graph/dataset-facts.ts'
import type { Dataset } from './dataset.ts'
import { inflate } from './inflate.ts'
import { datasetSources } from './registry.ts'

/**
 * @param fetchBytes reads a file by its path below the site's root, as in 'data/digits.bin'.
 * @param loaded the caller's memory of what it has loaded: a name found there is not loaded again, a failure is not kept.
 * @throws Error when the name is unknown, or naming the file when it cannot be unpacked or is not the dataset.
 */
export function loadDataset(
  name: string,
  fetchBytes: (path: string) => Promise<Uint8Array>,
  loaded: Map<string, Promise<Dataset>> = new Map(),
): Promise<Dataset> {
  const known = loaded.get(name)
  if (known !== undefined) return known
  const loading = load(name, fetchBytes)
  loaded.set(name, loading)
  loading.catch(() => loaded.delete(name))
  return loading
}

async function load(name: string, fetchBytes: (path: string) => Promise<Uint8Array>): Promise<Dataset> {
  if (!isDatasetName(name))
    throw new Error(`No dataset is named "${name}"; known: ${Object.keys(datasetFacts).join(', ')}`)
  const { path, maximumBytes, parse } = datasetSources[name]
  return parse(await inflate(await fetchBytes(path), maximumBytes, path), path)
}
