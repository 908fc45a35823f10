// Datasets from the files of the package.
import { join } from 'node:path'
import type { Dataset } from '../engine/data/dataset.ts'
import { isDatasetName, parseDatasetAddress } from '../engine/data/dataset-facts.ts'
import { loadDataset } from '../engine/data/load.ts'
import { datasetSources } from '../engine/data/registry.ts'
import { isFile, readBytes } from './files.ts'
import { root } from './package-root.ts'

const packagedFiles = join(root, 'public')

/** @throws Error naming the file and how to make it, when it has not been built. */
export const readDataset = (name: string, folder = packagedFiles): Promise<Dataset> =>
  loadDataset(name, (path) => readDataFile(path, folder))

/** By name. @throws Error as `readDataset`. */
export async function readDatasets(names: Iterable<string>): Promise<ReadonlyMap<string, Dataset>> {
  const read = [...new Set(names)].map(async (name): Promise<[string, Dataset]> => [name, await readDataset(name)])
  return new Map(await Promise.all(read))
}

/** The files as they are, by their path below the site's root. @throws Error as `readDataset`. */
export async function readDatasetFiles(addresses: Iterable<string>): Promise<ReadonlyMap<string, Uint8Array>> {
  const files = [...addresses].flatMap((address) => {
    const { name } = parseDatasetAddress(address)
    return isDatasetName(name) ? [datasetSources[name].path] : []
  })
  const read = [...new Set(files)].map(
    async (path): Promise<[string, Uint8Array]> => [path, await readDataFile(path, packagedFiles)],
  )
  return new Map(await Promise.all(read))
}

async function readDataFile(path: string, folder: string): Promise<Uint8Array> {
  const file = join(folder, path)
  if (isFile(file)) return readBytes(file)
  throw new Error(`There is no data file ${file}. Build it with: node ${join(root, 'scripts/build-data.mjs')}`)
}
