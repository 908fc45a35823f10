// The batches of a recorded step: taken out of the datasets on the device, at places that are written before the step.
// Data that are drawn afresh for every step are drawn there.
import type * as tf from '@tensorflow/tfjs-core'
import type { Batcher, BatchSettings } from '../../data/batches.ts'
import { exampleSize, sourceOf } from '../../data/dataset.ts'
import type { KnownDensity } from '../../data/densities/known-density.ts'
import { bernoulliThresholds } from '../../random/draws.ts'
import { fnv1a, randomStream } from '../../random/random-stream.ts'
import { binarisedBatchShader, byteBatchShader, byteTable, oneHotShader, realBatchShader } from './batch-kernel.ts'
import type { DeviceDatasets } from './device-datasets.ts'
import { pointsShader } from './points-kernel.ts'
import type { DeviceColumns } from './recorded-training.ts'
import type { StepInput } from './step-inputs.ts'
import type { Binding, TensorRef } from './trace.ts'
import type { Tracer } from './tracer.ts'

export interface BatchParts {
  readonly device: GPUDevice
  readonly tracer: Tracer
  readonly datasets: DeviceDatasets
  readonly batchesPerStep: number
  /** Takes note of what is to be written before a step. */
  addInput(input: StepInput): void
}

/** The batch number `repeat` of the step, from 0. */
export function deviceColumns(parts: BatchParts, repeat: number): DeviceColumns {
  const { device, tracer, datasets, batchesPerStep, addInput } = parts
  const indexAt = (step: number) => step * batchesPerStep + repeat
  const places = new Map<Batcher, TensorRef>()

  const placesOf = (batches: Batcher): TensorRef => {
    const known = places.get(batches)
    if (known) return known
    const ref = tracer.reference([batches.settings.batchSize], 'input', 'int32')
    addInput({ ref, write: words((step) => batches.indices(indexAt(step))) })
    places.set(batches, ref)
    return ref
  }

  const drawn = ({ dataset, batchSize, seed, streamName }: BatchSettings, density: KnownDensity): tf.Tensor => {
    const counter = tracer.reference([1], 'input', 'int32')
    addInput({ ref: counter, write: words((step) => [indexAt(step)]) })
    const ref = tracer.reference([batchSize, ...dataset.shape], 'temporary')
    const shader = pointsShader(device, density, batchSize, randomStream(seed, streamName, 0))
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

  const examples = (batches: Batcher): tf.Tensor => {
    const { settings } = batches
    const { dataset, batchSize, seed, binarisation, streamName } = settings
    const density = sourceOf(dataset)
    if (density) return drawn(settings, density)
    const shape = { rows: batchSize, size: exampleSize(dataset.train) }
    const data = datasets.examples(dataset)
    const take = (more: readonly TensorRef[], shader: ReturnType<typeof realBatchShader>) =>
      taken([batchSize, ...dataset.shape], [placesOf(batches), ...more], data, shader)
    if (dataset.train.element === 'real') return take([], realBatchShader(device, shape))
    if (binarisation !== 'dynamic')
      return take([tracer.constant(byteTable(binarisation))], byteBatchShader(device, shape))
    const start = tracer.reference([1], 'input', 'int32')
    addInput({ ref: start, write: words((step) => [indexAt(step) * batchSize]) })
    const thresholds = tracer.constant(Int32Array.from(bernoulliThresholds))
    return take([thresholds, start], binarisedBatchShader(device, shape, [seed, fnv1a(streamName)]))
  }

  const labels = (batches: Batcher): tf.Tensor => {
    const { dataset, batchSize } = batches.settings
    const { classes } = dataset
    const shape = [batchSize, classes]
    if (sourceOf(dataset)) {
      const first = Float32Array.from({ length: batchSize * classes }, (_, i) => Number(i % classes === 0))
      return tracer.tensorOf({ ...tracer.constant(first), shape })
    }
    const shader = oneHotShader(device, { rows: batchSize, size: classes })
    return taken(shape, [placesOf(batches)], datasets.labels(dataset), shader)
  }

  return { examples, labels }
}

/** An input of integers. */
export const words =
  (numbers: (step: number) => ArrayLike<number>): StepInput['write'] =>
  (target, step) =>
    new Uint32Array(target.buffer, target.byteOffset, target.byteLength / 4).set(numbers(step))
