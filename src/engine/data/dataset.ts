// A loaded dataset: three disjoint splits held in flat typed arrays, example after example.

import type { KnownDensity, Modes } from './densities/known-density.ts'

export type SplitName = 'train' | 'validation' | 'test'

/** Examples of bytes: images[i * size + j] in 0 .. levels - 1, where size is the product of the dataset's shape. */
export type ByteSplit = {
  readonly name: SplitName
  readonly element: 'byte'
  readonly count: number
  readonly images: Uint8Array
  readonly labels: Uint8Array
}

/** Examples of real numbers: values[i * size + j]. */
export type RealSplit = {
  readonly name: SplitName
  readonly element: 'real'
  readonly count: number
  readonly values: Float32Array
  readonly labels: Uint8Array
}

export type Split = ByteSplit | RealSplit

type DatasetOf<S extends Split> = {
  /** The address by which the dataset was requested. */
  readonly name: string
  readonly title: string
  /** Of one example, without the batch dimension. */
  readonly shape: readonly number[]
  readonly classes: number
  /** What people call them, where they are not the numbers from 0. */
  readonly classNames?: readonly string[]
  readonly train: S
  readonly validation: S
  readonly test: S
}

export type ByteDataset = DatasetOf<ByteSplit> & { readonly levels: number }
/**
 * With a `source` the data are drawn from it. Training then sees fresh draws in every step; the splits are fixed draws, the
 * same for every run, and an epoch is as many examples as the training split holds.
 */
export type RealDataset = DatasetOf<RealSplit> & { readonly source?: KnownDensity }
/** Examples with their classes, in three splits, stored as bytes or as real numbers. */
export type Dataset = ByteDataset | RealDataset

/** The known distribution that the data are drawn from. */
export const sourceOf = (dataset: Dataset): KnownDensity | undefined =>
  'source' in dataset ? dataset.source : undefined

/** Of data that are a mixture of several equal Gaussians. */
export function modesOf(dataset: Dataset): Modes | undefined {
  const modes = sourceOf(dataset)?.modes
  return modes && modes.centres.length > 1 ? modes : undefined
}

/** Numbers in one example of the split. */
export function exampleSize(split: Split): number {
  const elements = split.element === 'byte' ? split.images : split.values
  return elements.length / split.count
}
