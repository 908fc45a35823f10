// The datasets built in: where each one's file lies below the site's root, how large it may grow, and how it is read.
// What is known of them without loading is in src/graph/dataset-facts.ts.

import type { DatasetName } from '../graph/dataset-facts.ts'
import type { Dataset } from './dataset.ts'
import { digitsFileBytes, parseDigits } from './digits.ts'

type DatasetSource = {
  readonly path: string
  /** Upper bound of the file's length before compression. */
  readonly maximumBytes: number
  readonly parse: (bytes: Uint8Array, file: string) => Dataset
}

export const datasetSources: Readonly<Record<DatasetName, DatasetSource>> = {
  digits: { path: 'data/digits.bin', maximumBytes: digitsFileBytes, parse: parseDigits },
}
