// Brings examples of datasets to the inputs of procedures, as tensors.
import * as tf from '@tensorflow/tfjs-core'
import {
  type Column,
  columnsRead,
  conditionsOf,
  type DataUse,
  mainData,
  type Procedure,
  type Program,
} from '../../compiler/program/program.ts'
import { type Batch, type Batcher, createBatcher, evaluationBatch } from '../../engine/data/batches.ts'
import { type Binarisation, isBinarisation } from '../../engine/data/binarise.ts'
import { conditionRows, type GivenLabels } from '../../engine/data/condition-rows.ts'
import type { Dataset, SplitName } from '../../engine/data/dataset.ts'
import type { DeviceColumns } from '../../engine/index.ts'
import type { JsonObject } from '../../graph/json.ts'

/** Rows of examples, for every requested data node. */
export interface FedBatch {
  /** Examples. */
  readonly size: number
  /**
   * A column of a data node, batch first. Tensors are made when first asked for; the tidy around owns them.
   * @throws Error when there is no batch of this node.
   */
  column(node: string, column: Column): tf.Tensor
}

export interface ConditionRequest {
  /** Of which the conditions are. */
  readonly procedure: Procedure
  readonly seed: number
  readonly count: number
  /** Without them, those of the rows drawn. */
  readonly labels?: GivenLabels | undefined
}

/** Where the examples of a data node come from. */
export interface DataSource {
  readonly node: string
  readonly dataset: Dataset
  readonly binarisation: Binarisation
  readonly batcher: Batcher
}

/** Gives generative procedures what the caller does not. */
export interface ConditionSource {
  /**
   * Rows to sample with: what generative procedures are given beside the caller's values. Drawn from the training split
   * unless labels are given. @throws Error when there is no such label, or the procedure is given none.
   */
  conditions(request: ConditionRequest): FedBatch
}

/** For models that are given nothing but a count. */
export const noConditions: ConditionSource = {
  conditions: ({ count }) => fedBatch(count, () => undefined),
}

export interface DataFeed extends ConditionSource {
  /** One for each data node. */
  readonly sources: readonly DataSource[]
  /** Batches of a training step: as many as its busiest phase runs. */
  readonly batchesPerStep: number
  /** Batch number `index` of training, from 0; the same number gives the same batch. */
  training(index: number): FedBatch
  /** A batch of training that is taken out of the data on a device. */
  onDevice(columns: DeviceColumns): FedBatch
  /** The node whose data count the epochs: those that the first phase reads first. Absent where none are read. */
  readonly main: DataSource | undefined
  /** Epochs of the main data seen after the given number of steps, including the current fraction; 0 if no data is read. */
  epochAfter(steps: number): number
  /**
   * The whole split once, in order, of the main data, or where the procedure does not read them, of those that it reads
   * first; the last batch may be smaller. Of other data, what stands at the same places, from the beginning again where they end. A procedure that reads none, as one
   * that judges only what a model made, gets batches of the main data all the same.
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
  const requireSource = (node: string): DataSource => {
    const source = nodes.get(node)
    if (source) return source
    throw new Error(`The data of ${node} are read, but the Program does not list them.`)
  }
  const mainNode = mainData(program)?.node
  const main = mainNode === undefined ? undefined : nodes.get(mainNode)
  const batchesPerStep = Math.max(1, ...program.phases.map((phase) => phase.repeats))

  return {
    sources,
    main,
    batchesPerStep,
    training(index) {
      return batchOfRows(nodes, batchSize, ({ batcher }) => batcher.batch(index))
    },
    conditions({ procedure, seed, count, labels }) {
      if (labels !== undefined) requireLabels(procedure)
      const labelled = new Set(labelsAmong(procedure).map(({ node }) => node))
      return batchOfRows(nodes, count, (source) =>
        conditionRows({ ...source, seed, count, labels: labelled.has(source.node) ? labels : undefined }),
      )
    },
    onDevice: (columns) =>
      fedBatch(batchSize, (node, column) => {
        const source = nodes.get(node)
        if (!source) return undefined
        return column === 'example' ? columns.examples(source.batcher) : columns.labels(source.batcher)
      }),
    epochAfter(steps) {
      return main ? (steps * batchesPerStep * batchSize) / main.dataset.train.count : 0
    },
    *evaluation(split, procedure, size) {
      const read = columnsRead(procedure).map(({ node }) => node)
      const [first] = read
      const lead = first === undefined || read.includes(main?.node ?? '') ? main : requireSource(first)
      const count = lead?.dataset[split].count ?? 0
      for (let start = 0; start < count; start += size) {
        const length = Math.min(size, count - start)
        yield batchOfRows(nodes, length, ({ dataset, binarisation }) =>
          evaluationBatch(dataset[split], start, length, binarisation),
        )
      }
    },
    stepsForEpochs(epochs) {
      if (!main) throw new Error('A budget in epochs needs data, but the Program reads none.')
      return Math.ceil(main.batcher.stepsForEpochs(epochs) / batchesPerStep)
    },
  }
}

/** Rows of a data node are made when one of its columns is asked for. */
function batchOfRows(
  nodes: ReadonlyMap<string, DataSource>,
  size: number,
  rowsOf: (source: DataSource) => Batch,
): FedBatch {
  const made = new Map<string, Batch>()
  return fedBatch(size, (node, column) => {
    const source = nodes.get(node)
    if (!source) return undefined
    const { dataset } = source
    const batch = made.get(node) ?? rowsOf(source)
    made.set(node, batch)
    return column === 'example'
      ? tf.tensor(batch.x, [size, ...dataset.shape])
      : tf.tensor(oneHot(batch.labels, dataset.classes), [size, dataset.classes])
  })
}

const labelsAmong = (procedure: Procedure) => conditionsOf(procedure).filter(({ column }) => column === 'label')

function requireLabels(procedure: Procedure): void {
  const conditions = conditionsOf(procedure)
  if (labelsAmong(procedure).length) return
  throw new Error(
    conditions.length
      ? `Samples of this model are given examples of "${conditions[0]?.node}", which are drawn from the data; only labels can be chosen.`
      : 'Samples of this model depend on no label, so none can be given.',
  )
}

/** @param make a column of a data node; `undefined` where there is no batch of it. */
function fedBatch(size: number, make: (node: string, column: Column) => tf.Tensor | undefined): FedBatch {
  const made = new Map<string, tf.Tensor>()
  return {
    size,
    column(node, column) {
      const key = `${node}/${column}`
      const tensor = made.get(key) ?? make(node, column)
      if (!tensor) throw new Error(`There is no batch for the data of ${node}.`)
      made.set(key, tensor)
      return tensor
    },
  }
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
