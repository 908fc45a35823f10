// The datasets that are read from files: how large each one's file may grow, how it is read, and how one with other parameters
// is made of it. What is known without loading them is in src/engine/data/dataset-facts.ts.

import type { ByteDataset } from './dataset.ts'
import type { DatasetParameters } from './dataset-catalogue.ts'
import { digitsFileBytes, parseDigits } from './digits.ts'
import { digitsVariant } from './digits-variants.ts'

type DatasetSource = {
  /** Upper bound of the file's length before compression. */
  readonly maximumBytes: number
  readonly parse: (bytes: Uint8Array, file: string) => ByteDataset
  /** @param address of the new dataset. */
  readonly variant: (whole: ByteDataset, address: string, parameters: DatasetParameters) => ByteDataset
}

/** By name. */
export const datasetSources: ReadonlyMap<string, DatasetSource> = new Map([
  ['digits', { maximumBytes: digitsFileBytes, parse: parseDigits, variant: digitsVariant }],
])
