// Conditions of samples: rows of the training split drawn by the seed, and labels as people name them in their place.
// A drawn row depends on the seed, the data node and its place alone, so every way of sampling is given the same.

import { uniforms } from '../random/draws.ts'
import { randomStream } from '../random/random-stream.ts'
import { type Batch, batchOf } from './batches.ts'
import type { Binarisation } from './binarise.ts'
import { classNames } from './class-names.ts'
import type { Dataset } from './dataset.ts'

/** Names of classes, taken in turn; or as many samples of each class as of any other, class by class. */
export type GivenLabels = readonly string[] | 'all'

export interface ConditionRows {
  readonly dataset: Dataset
  readonly binarisation: Binarisation
  /** Of the data node. */
  readonly node: string
  readonly seed: number
  readonly count: number
  readonly labels?: GivenLabels | undefined
}

/** @throws Error when there is no class of a given name. */
export function conditionRows({ dataset, binarisation, node, seed, count, labels }: ConditionRows): Batch {
  const { train } = dataset
  const streamName = `condition/${node}`
  const places = Uint32Array.from(uniforms(randomStream(seed, streamName, 0), count), (u) =>
    Math.min(train.count - 1, Math.floor(u * train.count)),
  )
  const rows = batchOf(train, places, binarisation, seed, streamName)
  return labels === undefined ? rows : { ...rows, labels: labelsOf(dataset, labels, count) }
}

/** How many samples of `count` go to each class where each has a row. */
export const samplesPerClass = (classes: number, count: number): number => Math.ceil(count / classes)

function labelsOf(dataset: Dataset, given: GivenLabels, count: number): Uint8Array {
  const names = classNames(dataset)
  if (given === 'all') {
    const each = samplesPerClass(names.length, count)
    return Uint8Array.from({ length: count }, (_, row) => Math.floor(row / each))
  }
  const wanted = given.map((name) => {
    const label = names.indexOf(name)
    if (label >= 0) return label
    throw new Error(`There is no label "${name}": ${dataset.title} has ${names.join(', ')}.`)
  })
  if (wanted.length === 0) throw new Error(`No label was given: ${dataset.title} has ${names.join(', ')}.`)
  return Uint8Array.from({ length: count }, (_, row) => wanted[row % wanted.length] ?? 0)
}
