// Batches for training and evaluation. Training walks one endless sequence: a seeded permutation of the training split for
// epoch 0, another for epoch 1, and so on. Batch s is places s * batchSize onward, and may straddle epochs, so that every batch
// has the same shape and every example is seen equally often. Where the data are drawn from a known density, batch s is a fresh draw instead.
// A batch depends on the step alone: resuming needs nothing else.

import { permutation } from '../random/draws.ts'
import { type RandomStream, randomStream } from '../random/random-stream.ts'
import { type Binarisation, binarise, evaluationStream } from './binarise.ts'
import { type Dataset, exampleSize, type Split, sourceOf } from './dataset.ts'

/** Arrays made afresh for each batch, because a tensor may keep the array it is given. */
export type Batch = {
  /** labels.length examples, each of the dataset's shape. */
  readonly x: Float32Array
  readonly labels: Uint8Array
  /** Places in the split; of fresh draws, in their endless sequence. */
  readonly indices: Uint32Array
}

type TrainingBatch = Batch & {
  /** Examples seen, this batch included, divided by the size of the training split. */
  readonly epoch: number
}

/** How batches are made, and from what. */
export type BatchSettings = {
  readonly dataset: Dataset
  readonly batchSize: number
  readonly seed: number
  readonly binarisation: Binarisation
  /** Of the draws, as in 'data/<node id>'. */
  readonly streamName: string
}

export type Batcher = {
  readonly settings: BatchSettings
  /** @throws RangeError unless step is an integer from 0. */
  batch(step: number): TrainingBatch
  /** Which examples of the training split make the batch; of data drawn afresh, their places in the endless sequence. */
  indices(step: number): Uint32Array
  /** Steps after which at least `epochs` epochs have been seen. */
  stepsForEpochs(epochs: number): number
}

/**
 * Example p of the sequence is binarised by the stream (seed, streamName, p), whatever the batch size; fresh draws of step s
 * are those of the stream (seed, streamName, s). A batch larger than the training split is allowed: it continues into
 * the next epochs and contains some examples more than once.
 * @throws RangeError when the batch size is not an integer from 1, or real-valued data is to be binarised.
 */
export function createBatcher(settings: BatchSettings): Batcher {
  const { dataset, batchSize, seed, binarisation, streamName } = settings
  const split = dataset.train
  const density = sourceOf(dataset)
  requireBatchable(split, batchSize, binarisation)
  // The order last used: a batch ends in the epoch in which the next one begins.
  let current: { readonly epoch: number; readonly order: Uint32Array } | undefined

  const orderOf = (epoch: number): Uint32Array => {
    if (current?.epoch !== epoch)
      current = { epoch, order: permutation(randomStream(seed, 'data/order', epoch), split.count) }
    return current.order
  }

  const indices = (step: number): Uint32Array => {
    if (!Number.isSafeInteger(step) || step < 0)
      throw new RangeError(`A training step must be an integer from 0, received ${step}`)
    const start = step * batchSize
    if (density) return Uint32Array.from({ length: batchSize }, (_, row) => start + row)
    const found = new Uint32Array(batchSize)
    for (let filled = 0; filled < batchSize; ) {
      const place = (start + filled) % split.count
      const order = orderOf(Math.floor((start + filled) / split.count))
      const part = order.subarray(place, place + batchSize - filled)
      found.set(part, filled)
      filled += part.length
    }
    return found
  }

  return {
    settings,
    indices,
    batch(step) {
      const places = indices(step)
      const start = step * batchSize
      const epoch = (start + batchSize) / split.count
      if (density) {
        const x = density.sample(batchSize, randomStream(seed, streamName, step))
        return { x, labels: new Uint8Array(batchSize), indices: places, epoch }
      }
      const streamOf = (row: number) => randomStream(seed, streamName, start + row)
      return { ...gather(split, places, binarisation, streamOf), epoch }
    },
    stepsForEpochs(epochs) {
      if (!(epochs >= 0 && epochs < Number.POSITIVE_INFINITY))
        throw new RangeError(`The number of epochs must be finite and not negative, received ${epochs}`)
      return Math.ceil((epochs * split.count) / batchSize)
    },
  }
}

/**
 * The whole split once, in order; the last batch is smaller when the batch size does not divide the split. Dynamic binarisation
 * draws the same each time.
 * @throws RangeError as createBatcher does.
 */
export function evaluationBatches(split: Split, batchSize: number, binarisation: Binarisation): Generator<Batch> {
  requireBatchable(split, batchSize, binarisation)
  return batchesInOrder(split, batchSize, binarisation)
}

/** Places from `start` of the split as it is evaluated, beginning again where it ends. */
export function evaluationBatch(split: Split, start: number, length: number, binarisation: Binarisation): Batch {
  requireBatchable(split, length, binarisation)
  const indices = Uint32Array.from({ length }, (_, row) => (start + row) % split.count)
  return gather(split, indices, binarisation, (row) => evaluationStream(split.name, indices[row] ?? 0))
}

/** Given rows of a split. Dynamic binarisation draws for each place as the stream `streamName` says. */
export const batchOf = (
  split: Split,
  indices: Uint32Array,
  binarisation: Binarisation,
  seed: number,
  streamName: string,
): Batch => gather(split, indices, binarisation, (row) => randomStream(seed, streamName, row + 1))

function* batchesInOrder(split: Split, batchSize: number, binarisation: Binarisation): Generator<Batch> {
  for (let start = 0; start < split.count; start += batchSize) {
    yield evaluationBatch(split, start, Math.min(batchSize, split.count - start), binarisation)
  }
}

function requireBatchable(split: Split, batchSize: number, binarisation: Binarisation): void {
  if (!Number.isSafeInteger(batchSize) || batchSize < 1)
    throw new RangeError(`The batch size must be an integer from 1, received ${batchSize}`)
  if (split.count === 0) throw new RangeError(`The ${split.name} split holds no examples`)
  if (split.element === 'real' && binarisation !== 'none')
    throw new RangeError(`Real-valued data cannot be binarised: expected 'none', received '${binarisation}'`)
}

function gather(
  split: Split,
  indices: Uint32Array,
  binarisation: Binarisation,
  streamOf: (row: number) => RandomStream,
): Batch {
  const size = exampleSize(split)
  const x = new Float32Array(indices.length * size)
  const labels = new Uint8Array(indices.length)
  for (const [row, index] of indices.entries()) {
    labels[row] = split.labels[index]!
    const out = x.subarray(row * size, (row + 1) * size)
    if (split.element === 'real') out.set(split.values.subarray(index * size, (index + 1) * size))
    else binarise(split.images.subarray(index * size, (index + 1) * size), binarisation, streamOf(row), out)
  }
  return { x, labels, indices }
}
