// What has to be known about a training for its steps to be recorded.
import type * as tf from '@tensorflow/tfjs-core'
import type { Batcher } from '../../data/batches.ts'
import type { StepContext } from '../../math/context.ts'
import type { OptimiserSettings } from '../../math/optimisers.ts'
import type { DifferentiatedPhase } from '../../training/differentiate.ts'
import type { Variables } from '../../training/tensor-store.ts'

/** The columns of a batch that is taken out of its dataset, or drawn, on the device. */
export interface DeviceColumns {
  /** `[batch, ...shape]` */
  examples(batches: Batcher): tf.Tensor
  /** Their classes, one-hot: `[batch, classes]`. */
  labels(batches: Batcher): tf.Tensor
}

export interface RecordedPhase<Batch> {
  /** Unique in the training. */
  readonly name: string
  /** How often it runs in a step, each time on a separate batch. */
  readonly repeats: number
  /** What it trains. */
  readonly trained: Variables
  readonly optimiser: OptimiserSettings
  /** Of the optimiser: those of the first of `trained`, then those of the next. */
  readonly slots: Variables
  /** Forward and backward only. */
  differentiate(batch: Batch, contexts: StepContext): DifferentiatedPhase
}

/** A training whose steps can be recorded on WebGPU. */
export interface RecordedTraining<Batch> {
  readonly seed: number
  readonly batchSize: number
  /** As many as the busiest phase repeats. */
  readonly batchesPerStep: number
  /** Weights and state, by name. */
  readonly variables: Variables
  /** In the order of a step. */
  readonly phases: readonly RecordedPhase<Batch>[]
  /** A batch made of columns on the device. */
  batchOf(columns: DeviceColumns): Batch
  /** Of the learning rates. @param step steps done before it. */
  rateFactorAt(step: number): number
}
