// The batches of a recorded step: taken out of the datasets on the device, at places that are written before the step.
// Data that are drawn afresh for every step are drawn there.
import type * as tf from '@tensorflow/tfjs-core'
import type { Procedure } from '../../../compiler/program.ts'
import { exampleSize } from '../../../data/dataset.ts'
import type { KnownDensity } from '../../../data/densities/known-density.ts'
import { bernoulliThresholds } from '../../../math/random/draws.ts'
import { fnv1a, randomStream } from '../../../math/random/random-stream.ts'
import type { DataFeed, DataSource } from '../../program/data-feed.ts'
import { binarisedBatchShader, byteBatchShader, byteTable, oneHotShader, realBatchShader } from './batch-kernel.ts'
import type { DeviceDatasets } from './device-datasets.ts'
import { pointsShader } from './points-kernel.ts'
import type { StepInput } from './step-inputs.ts'
import type { Binding, TensorRef } from './trace.ts'
import type { Tracer } from './tracer.ts'

export interface BatchSettings {
  readonly device: GPUDevice
  readonly tracer: Tracer
  readonly feed: DataFeed
  readonly datasets: DeviceDatasets
  readonly seed: number
  readonly batchSize: number
  /** Takes note of what is to be written before a step. */
  addInput(input: StepInput): void
}

/** The procedure's inputs that come from data, in the batch of so many batches into the step. */
export function deviceBatch(settings: BatchSettings, repeat: number) {
  const { feed, tracer, batchSize } = settings
  const indexAt = (step: number) => step * feed.batchesPerStep + repeat
  const made = new Map<string, tf.Tensor>()
  const places = new Map<DataSource, TensorRef>()

  const placesOf = (source: DataSource): TensorRef => {
    const known = places.get(source)
    if (known) return known
    const ref = tracer.reference([batchSize], 'input', 'int32')
    settings.addInput({ ref, write: words((step) => source.batcher.indices(indexAt(step))) })
    places.set(source, ref)
    return ref
  }

  const drawn = ({ dataset, streamName }: DataSource, density: KnownDensity): tf.Tensor => {
    const counter = tracer.reference([1], 'input', 'int32')
    settings.addInput({ ref: counter, write: words((step) => [indexAt(step)]) })
    const ref = tracer.reference([batchSize, ...dataset.shape], 'temporary')
    const shader = pointsShader(settings.device, density, batchSize, randomStream(settings.seed, streamName, 0))
    const dispatch = { ...shader, bindings: [{ tensor: ref }, { tensor: counter }] }
    tracer.emit({ kernel: 'DrawPoints', attrs: {}, inputs: { counter }, outputs: [ref], dispatches: [dispatch] })
    return tracer.tensorOf(ref)
  }

  const taken = (
    shape: readonly number[],
    given: readonly TensorRef[],
    data: Binding,
    shader: ReturnType<typeof realBatchShader>,
  ) => {
    const ref = tracer.reference(shape, 'temporary')
    const [first, ...rest] = given
    const bindings = [ref, first].flatMap((tensor) => (tensor ? [{ tensor }] : []))
    const dispatch = { ...shader, bindings: [...bindings, data, ...rest.map((tensor) => ({ tensor }))] }
    const inputs = Object.fromEntries(given.map((one, index) => [String(index), one]))
    tracer.emit({ kernel: 'GatherBatch', attrs: {}, inputs, outputs: [ref], dispatches: [dispatch] })
    return tracer.tensorOf(ref)
  }

  const examples = (source: DataSource): tf.Tensor => {
    const { dataset, binarisation, streamName } = source
    if ('source' in dataset && dataset.source) return drawn(source, dataset.source)
    const shape = { rows: batchSize, size: exampleSize(dataset.train) }
    const data = settings.datasets.examples(dataset)
    const take = (more: readonly TensorRef[], shader: ReturnType<typeof realBatchShader>) =>
      taken([batchSize, ...dataset.shape], [placesOf(source), ...more], data, shader)
    if (dataset.train.element === 'real') return take([], realBatchShader(settings.device, shape))
    if (binarisation !== 'dynamic')
      return take([tracer.constant(byteTable(binarisation))], byteBatchShader(settings.device, shape))
    const start = tracer.reference([1], 'input', 'int32')
    settings.addInput({ ref: start, write: words((step) => [indexAt(step) * batchSize]) })
    const thresholds = tracer.constant(Int32Array.from(bernoulliThresholds))
    return take([thresholds, start], binarisedBatchShader(settings.device, shape, [settings.seed, fnv1a(streamName)]))
  }

  const labels = (source: DataSource): tf.Tensor => {
    const { classes, ...dataset } = source.dataset
    const shape = [batchSize, classes]
    if ('source' in dataset && dataset.source) {
      const first = Float32Array.from({ length: batchSize * classes }, (_, i) => Number(i % classes === 0))
      return tracer.tensorOf({ ...tracer.constant(first), shape })
    }
    const shader = oneHotShader(settings.device, { rows: batchSize, size: classes })
    return taken(shape, [placesOf(source)], settings.datasets.labels(source.dataset), shader)
  }

  const columnOf = (node: string, column: 'example' | 'label'): tf.Tensor => {
    const key = `${node}/${column}`
    const source = feed.sources.find((one) => one.node === node)
    if (!source) throw new Error(`There is no batch for the data of ${node}.`)
    const tensor = made.get(key) ?? (column === 'example' ? examples(source) : labels(source))
    made.set(key, tensor)
    return tensor
  }

  return {
    inputsOf(procedure: Procedure): Record<string, tf.Tensor | number> {
      const inputs: Record<string, tf.Tensor | number> = {}
      for (const { name, source, signal } of procedure.inputs) {
        if (source.from === 'data') inputs[name] = columnOf(source.node, source.column)
        else if (signal.signal === 'count') inputs[name] = batchSize
      }
      return inputs
    },
  }
}

/** An input of whole numbers. */
export const words =
  (numbers: (step: number) => ArrayLike<number>): StepInput['write'] =>
  (target, step) =>
    new Uint32Array(target.buffer, target.byteOffset, target.byteLength / 4).set(numbers(step))
