// Datasets from the files of the package.
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Dataset } from '../data/dataset.ts'
import { loadDataset } from '../data/load.ts'
import { root } from './package-root.ts'

/** @throws Error naming the file and how to make it, when it has not been built. */
export const readDataset = (name: string, publicFolder = join(root, 'public')): Promise<Dataset> =>
  loadDataset(name, async (path) => {
    const file = join(publicFolder, path)
    if (existsSync(file)) return readFile(file)
    throw new Error(`There is no data file ${file}. Build it with: node ${join(root, 'scripts/build-data.mjs')}`)
  })

/** @throws Error as `readDataset`. */
export async function readDatasets(names: Iterable<string>): Promise<ReadonlyMap<string, Dataset>> {
  const read = [...new Set(names)].map(async (name): Promise<[string, Dataset]> => [name, await readDataset(name)])
  return new Map(await Promise.all(read))
}
