// Loads a dataset by its address. How bytes are fetched is the caller's: over HTTP in a worker, from the disk in Node.

import { inflate } from '../formats/inflate.ts'
import { datasetAddress } from './address-of.ts'
import type { Dataset } from './dataset.ts'
import { builtInFacts, parseDatasetAddress } from './dataset-address.ts'
import { datasetSources } from './registry.ts'
import { toyDataset } from './toy-datasets.ts'

export type FetchBytes = (path: string) => Promise<Uint8Array>

/**
 * @param address a name, or a name and parameters, as in 'digits?size=14&classes=0,1'.
 * @param fetchBytes reads a file by its path below the site's root, as in 'data/digits.bin'.
 * @param loaded the caller's memory of what it has loaded: an address found there is not loaded again, a failure is not kept.
 * @throws Error when the address is invalid, or naming the file when it cannot be unpacked or is not the dataset.
 */
export function loadDataset(
  address: string,
  fetchBytes: FetchBytes,
  loaded: Map<string, Promise<Dataset>> = new Map(),
): Promise<Dataset> {
  const known = loaded.get(address)
  if (known !== undefined) return known
  const loading = load(address, fetchBytes, loaded)
  loaded.set(address, loading)
  loading.catch(() => loaded.delete(address))
  return loading
}

async function load(address: string, fetchBytes: FetchBytes, loaded: Map<string, Promise<Dataset>>): Promise<Dataset> {
  const { name, parameters } = parseDatasetAddress(address)
  const { file, parameters: known } = builtInFacts(name)
  const own = datasetAddress(name, known, parameters)
  if (file === undefined) return toyDataset(own, name, parameters)
  const source = datasetSources.get(name)
  if (!source) throw new Error(`There is nothing that reads the file ${file} of the dataset ${name}`)
  const { maximumBytes, parse, variant } = source
  if (address === name) return parse(await inflate(await fetchBytes(file), maximumBytes, file), file)
  const whole = await loadDataset(name, fetchBytes, loaded)
  if (own === name) return whole
  if (!('levels' in whole)) throw new Error(`The dataset ${name} does not hold bytes, so it has no variants.`)
  return variant(whole, own, parameters)
}
