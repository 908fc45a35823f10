// The datasets that are read from files: where each one's file lies below the site's root, how large it may grow, how it is
// read, and how one with other parameters is made of it. What is known of them without loading is in
// src/engine/data/dataset-facts.ts.

import type { ByteDataset } from './dataset.ts'
import type { DatasetName, DatasetParameters } from './dataset-facts.ts'
import { digitsFileBytes, parseDigits } from './digits.ts'
import { digitsVariant } from './digits-variants.ts'

type DatasetSource = {
  readonly path: string
  /** Upper bound of the file's length before compression. */
  readonly maximumBytes: number
  readonly parse: (bytes: Uint8Array, file: string) => ByteDataset
  /** @param address of the new dataset. */
  readonly variant: (whole: ByteDataset, address: string, parameters: DatasetParameters) => ByteDataset
}

export const datasetSources: Readonly<Record<DatasetName, DatasetSource>> = {
  digits: { path: 'data/digits.bin', maximumBytes: digitsFileBytes, parse: parseDigits, variant: digitsVariant },
}
