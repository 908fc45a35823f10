// Datasets from the package's files.
import { join } from 'node:path'
import { createBuiltInCatalogue } from '../engine/data/built-in-catalogue.ts'
import type { Dataset } from '../engine/data/dataset.ts'
import type { DatasetCatalogue } from '../engine/data/dataset-catalogue.ts'
import { isFile, readBytes } from './files.ts'
import { root } from './package-root.ts'

const packagedFiles = join(root, 'public')

/** Its `load` throws an Error naming the file and how to build it, if it is missing. */
export const datasetsIn = (folder: string): DatasetCatalogue =>
  createBuiltInCatalogue((path) => readDataFile(path, folder))

export const datasets = datasetsIn(packagedFiles)

/** By name. @throws Error like `datasets.load`. */
export async function readDatasets(names: Iterable<string>): Promise<ReadonlyMap<string, Dataset>> {
  const read = [...new Set(names)].map(async (name): Promise<[string, Dataset]> => [name, await datasets.load(name)])
  return new Map(await Promise.all(read))
}

/** The raw files, by their path below the site's root. @throws Error like `datasets.load`. */
export async function readDatasetFiles(ids: Iterable<string>): Promise<ReadonlyMap<string, Uint8Array>> {
  const files = [...ids].flatMap((id) => datasets.facts(id).file ?? [])
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
