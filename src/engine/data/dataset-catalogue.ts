// Facts about datasets, and their data, by id. A catalogue is passed in where it is needed, as the definitions of nodes
// are: a Program names its data by id, and nothing else knows which ids exist.

import type { Dataset } from './dataset.ts'

/** Known without loading the data. */
export interface DatasetFacts {
  readonly title: string
  readonly description: string
  /** Of one example, without the batch dimension. */
  readonly shape: readonly number[]
  /** Bytes hold `levels` whole values from 0; reals hold any 32-bit float. */
  readonly element: { readonly kind: 'byte'; readonly levels: number } | { readonly kind: 'real' }
  readonly classes: number
  /** What people call them, where they are not the numbers from 0. */
  readonly classNames?: readonly string[]
  /** Of what is drawn: of the fixed draws for evaluation. At most as many, where some classes are left out. */
  readonly sizes: { readonly train: number; readonly validation: number; readonly test: number }
  /** The file that holds the data, below the site's root; data that are drawn have none. */
  readonly file?: string
  readonly credit: string
  /** Parameters that the address may give; a variant has those of the full dataset. */
  readonly parameters: Readonly<Record<string, DatasetParameter>>
}

export type DatasetParameter =
  | { readonly initial: number; readonly min: number; readonly max: number; readonly whole?: true }
  | { readonly initial: number; readonly oneOf: readonly number[] }
  /** A subset of the integers from 0, in ascending order; initially all of them. */
  | { readonly initial: readonly number[]; readonly subset: true }

export type DatasetParameters = Readonly<Record<string, number | readonly number[]>>

/** What is known of each dataset, for those that load none. */
export interface KnownDatasets {
  /** Of all datasets. After a `?` an id may name a variant, as in 'digits?size=14'. */
  readonly ids: readonly string[]
  /** @throws Error naming the id and the known ids, or the problem of its variant. */
  facts(id: string): DatasetFacts
}

export interface DatasetCatalogue extends KnownDatasets {
  /** @throws Error as `facts` does, or saying why the data cannot be had. */
  load(id: string): Promise<Dataset>
}
