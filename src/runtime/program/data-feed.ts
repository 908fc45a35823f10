// Brings examples of datasets to the inputs of procedures, as tensors.
import * as tf from '@tensorflow/tfjs-core'
import type { DataUse, Procedure, Program } from '../../compiler/program.ts'
import { type Batch, type Batcher, createBatcher, evaluationBatches } from '../../data/batches.ts'
import { type Binarisation, isBinarisation } from '../../data/binarise.ts'
import type { Dataset, SplitName } from '../../data/dataset.ts'
import type { JsonObject } from '../../graph/json.ts'
import type { DeviceColumns } from '../backends/webgpu-plan/recorded-training.ts'

/** Rows of examples, for every data node that was asked for. */
export interface FedBatch {
  /** Examples. */
  readonly size: number
  /**
   * The procedure's inputs that come from data, batch first, and the size of the batch for those that count. Tensors are
   * made when first asked for; the tidy around owns them.
   */
  inputsOf(procedure: Procedure): Record<string, tf.Tensor | number>
}

/** Where the examples of a data node come from. */
export interface DataSource {
  readonly node: string
  readonly dataset: Dataset
  readonly binarisation: Binarisation
  readonly batcher: Batcher
}

export interface DataFeed {
  /** One for each data node. */
  readonly sources: readonly DataSource[]
  /** Batches of a training step: as many as its busiest phase runs. */
  readonly batchesPerStep: number
  /** Batch number `index` of training, from 0; the same number gives the same batch. */
  training(index: number): FedBatch
  /** A batch of training that is taken out of the data on a device. */
  onDevice(columns: DeviceColumns): FedBatch
  /** Epochs seen after so many steps, with the part of the current one; 0 where no data are read. */
  epochAfter(steps: number): number
  /**
   * The whole split once, in order, for the data that the procedure reads; the last batch may be smaller. A procedure that
   * reads none, as one that judges only what a model made, gets batches of those sizes all the same.
   * @throws Error when there are no data, or datasets of different sizes.
   */
  evaluation(split: SplitName, procedure: Procedure, batchSize: number): Iterable<FedBatch>
  /** Steps after which at least `epochs` epochs have been seen. @throws Error when the Program reads no data. */
  stepsForEpochs(epochs: number): number
}

/**
 * @param datasets by name.
 * @throws Error naming the dataset when one is missing, or does not have the shape that the Program was compiled for.
 */
export function createDataFeed(program: Program, datasets: ReadonlyMap<string, Dataset>): DataFeed {
  const { seed, batchSize } = program.training
  const sources = program.data.map((use): DataSource => {
    const dataset = datasetOf(use, datasets)
    const binarisation = binarisationOf(use.options)
    const batcher = createBatcher({ dataset, batchSize, seed, binarisation, streamName: `data/${use.node}` })
    return { node: use.node, dataset, binarisation, batcher }
  })
  const nodes = new Map(sources.map((source) => [source.node, source]))
  const batchesPerStep = Math.max(1, ...program.phases.map((phase) => phase.repeats))

  return {
    sources,
    batchesPerStep,
    training(index) {
      const rows = sources.map(({ node, dataset, batcher }) => ({ node, dataset, batch: batcher.batch(index) }))
      return batchOfRows(rows, batchSize)
    },
    onDevice: (columns) =>
      fedBatch(batchSize, (node, column) => {
        const source = nodes.get(node)
        if (!source) return undefined
        return column === 'example' ? columns.examples(source.batcher) : columns.labels(source.batcher)
      }),
    epochAfter(steps) {
      const [first] = sources
      return first ? (steps * batchesPerStep * batchSize) / first.dataset.train.count : 0
    },
    *evaluation(split, procedure, size) {
      const read = [...new Set(procedure.inputs.flatMap(({ source }) => (source.from === 'data' ? [source.node] : [])))]
      const used = (read.length ? read : [...nodes.keys()]).map((node) => {
        const source = nodes.get(node)
        if (!source) throw new Error(`${procedure.name} reads the data of ${node}, which the Program does not list.`)
        return source
      })
      const counts = new Set(used.map(({ dataset }) => dataset[split].count))
      if (counts.size !== 1)
        throw new Error(`${procedure.name} needs data of one size to be evaluated, received ${[...counts].join(', ')}.`)
      const runs = used.map(({ node, dataset, binarisation }) => ({
        node,
        dataset,
        batches: evaluationBatches(dataset[split], size, binarisation),
      }))
      const [count = 0] = counts
      for (let start = 0; start < count; start += size) {
        const rows = runs.map(({ node, dataset, batches }) => ({ node, dataset, batch: nextOf(batches) }))
        yield batchOfRows(rows, Math.min(size, count - start))
      }
    },
    stepsForEpochs(epochs) {
      const [first] = sources
      if (!first) throw new Error('A budget in epochs needs data, but the Program reads none.')
      return Math.ceil(first.batcher.stepsForEpochs(epochs) / batchesPerStep)
    },
  }
}

interface Rows {
  readonly node: string
  readonly dataset: Dataset
  readonly batch: Batch
}

const batchOfRows = (rows: readonly Rows[], size: number): FedBatch =>
  fedBatch(size, (node, column) => {
    const row = rows.find((one) => one.node === node)
    if (!row) return undefined
    const { batch, dataset } = row
    return column === 'example'
      ? tf.tensor(batch.x, [size, ...dataset.shape])
      : tf.tensor(oneHot(batch.labels, dataset.classes), [size, dataset.classes])
  })

/** @param make a column of a data node; `undefined` where there is no batch of it. */
function fedBatch(size: number, make: (node: string, column: 'example' | 'label') => tf.Tensor | undefined): FedBatch {
  const made = new Map<string, tf.Tensor>()
  const columnOf = (node: string, column: 'example' | 'label'): tf.Tensor => {
    const key = `${node}/${column}`
    const tensor = made.get(key) ?? make(node, column)
    if (!tensor) throw new Error(`There is no batch for the data of ${node}.`)
    made.set(key, tensor)
    return tensor
  }
  return {
    size,
    inputsOf(procedure) {
      const inputs: Record<string, tf.Tensor | number> = {}
      for (const { name, source, signal } of procedure.inputs) {
        if (source.from === 'data') inputs[name] = columnOf(source.node, source.column)
        else if (signal.signal === 'count') inputs[name] = size
      }
      return inputs
    },
  }
}

function nextOf(batches: Iterator<Batch, void>): Batch {
  const { value } = batches.next()
  if (!value) throw new Error('A split ended before its last batch.')
  return value
}

function oneHot(labels: Uint8Array, classes: number): Float32Array {
  const rows = new Float32Array(labels.length * classes)
  for (const [row, label] of labels.entries()) rows[row * classes + label] = 1
  return rows
}

function datasetOf({ dataset: name, shape, node }: DataUse, datasets: ReadonlyMap<string, Dataset>): Dataset {
  const dataset = datasets.get(name)
  if (!dataset) throw new Error(`The dataset ${name} of ${node} has not been loaded.`)
  if (dataset.shape.join() !== shape.join())
    throw new Error(`The dataset ${name} has shape ${dataset.shape.join(' × ')}, ${node} expects ${shape.join(' × ')}.`)
  return dataset
}

function binarisationOf({ binarisation = 'none' }: JsonObject): Binarisation {
  if (isBinarisation(binarisation)) return binarisation
  throw new Error(`There is no binarisation ${JSON.stringify(binarisation)}.`)
}
