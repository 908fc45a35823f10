// Training steps. A step runs the phases in order: the gradient of the phase's objective with respect to what it trains, then the
// optimiser, then the update of state. Nothing is read back: the losses wait in a ring. A step depends on its number,
// the seed and the weights alone, so a run resumed from a checkpoint equals the run without the interruption.
import * as tf from '@tensorflow/tfjs-core'
import type { RecordedPhase, RecordedTraining } from '../backends/webgpu-plan/recorded-training.ts'
import type { Replay } from '../backends/webgpu-plan/replay.ts'
import { isWebGpuBackend, submitPending } from '../backends/webgpu-plan/tfjs-internals.ts'
import { optimiserPrefix } from '../formats/optimiser-prefix.ts'
import { createContext, type StepContext } from '../math/context.ts'
import type { Checkpoint } from './checkpoint.ts'
import type { CurvePoint } from './curve-point.ts'
import type { PhaseResult } from './differentiate.ts'
import type { Probe } from './first-non-finite.ts'
import { createMetricsRing } from './metrics-ring.ts'
import { recordStep } from './recording.ts'
import { readVariables, takeOver, type Variables, writeVariables } from './tensor-store.ts'

export interface Update {
  /** Counts from 1. */
  readonly number: number
  /** Of the learning rate. */
  readonly rateFactor: number
}

/** One update of a step. */
export interface TrainedPhase<Batch> extends RecordedPhase<Batch> {
  /** Forward, backward and the optimiser's update. @throws Error when a call or a gradient fails. */
  run(batch: Batch, context: StepContext, update: Update, probe?: Probe): PhaseResult
  /** Frees the optimiser. */
  dispose(): void
}

/** Everything that the steps of a training depend on. */
export interface Training<Batch> extends Omit<RecordedTraining<Batch>, 'phases'> {
  readonly phases: readonly TrainedPhase<Batch>[]
  /** Batch number `index`, from 0; the same number gives the same batch. A step takes `batchesPerStep` of them. */
  trainingBatch(index: number): Batch
}

/** How steps are done: as they are written, and for what reason, or replayed from a recording. */
export type StepMode =
  | { readonly mode: 'plain'; readonly reason?: string }
  | { readonly mode: 'replayed'; readonly dispatches: number; readonly uploaded: number; readonly bytes: number }

/** Takes training steps, and saves and restores their state. */
export interface Trainer {
  /** Steps done. */
  readonly step: number
  readonly stepMode: StepMode
  /**
   * Looks for a faster way to run the steps on the current backend. Without it, and where there is none, steps run as
   * written. @param tell receives the number of kernels that are ready and of all kernels.
   */
  prepare(tell: (done: number, total: number) => void): Promise<void>
  /** Does one step. @throws Error when a call or a gradient fails. */
  advance(probe?: Probe): void
  /** Until the steps so far have been computed. */
  settle(): Promise<void>
  /** Losses and terms, in nats, of the steps since the last reading; the oldest of very many may be missing. */
  readMetrics(): Promise<readonly CurvePoint[]>
  /** A copy of the state as it is now. @param elapsed seconds of training so far. */
  save(elapsed: number): Promise<Checkpoint>
  /**
   * Goes back to a checkpoint. Where it holds weights alone, the optimisers begin with no memory.
   * @throws Error naming what is missing or has another shape; nothing is changed then.
   */
  restore(checkpoint: Checkpoint): void
  /** Frees everything but the weights. */
  dispose(): void
}

/** Losses of as many phases wait to be read at most. */
const ringCapacity = 512

/** A trainer at step 0. */
export function createTrainer<Batch>(training: Training<Batch>): Trainer {
  const { seed, batchesPerStep, variables, phases, trainingBatch, rateFactorAt } = training
  const everything: Variables = new Map([...variables, ...phases.flatMap(({ slots }) => [...slots])])
  const ring = createMetricsRing(ringCapacity)
  let step = 0
  let replay: Replay | undefined
  let stepMode: StepMode = { mode: 'plain' }

  const runPhases = (probe: Probe | undefined) => {
    const draws = Array.from({ length: batchesPerStep }, (_, repeat) => {
      const index = step * batchesPerStep + repeat
      return { batch: trainingBatch(index), context: createContext({ seed, step: index, training: true }) }
    })
    for (const phase of phases) {
      for (const [repeat, { batch, context }] of draws.slice(0, phase.repeats).entries()) {
        const update = { number: step * phase.repeats + repeat + 1, rateFactor: rateFactorAt(step) }
        const { metrics, state } = phase.run(batch, context, update, probe)
        if (repeat === phase.repeats - 1) ring.push(step + 1, phase.name, metrics)
        else tf.dispose(metrics)
        takeOver(variables, state)
      }
    }
  }

  return {
    get step() {
      return step
    },
    get stepMode() {
      return stepMode
    },
    async prepare(tell) {
      const recording = await recordStep(training, tell)
      if (!recording) return
      if ('reason' in recording) {
        stepMode = { mode: 'plain', reason: recording.reason }
        return
      }
      replay = recording.replay
      const { dispatches, uploaded, bytes } = replay
      stepMode = { mode: 'replayed', dispatches, uploaded, bytes }
    },
    advance(probe) {
      if (replay && !probe) replay.advance(step)
      else tf.tidy(() => runPhases(probe))
      step++
    },
    async settle() {
      const backend = tf.backend()
      if (!isWebGpuBackend(backend)) return
      submitPending(backend)
      await backend.queue.onSubmittedWorkDone()
    },
    async readMetrics() {
      const points = await Promise.all([ring.read(), replay?.readMetrics() ?? []])
      return points.flat().sort((a, b) => a.step - b.step)
    },
    async save(elapsed) {
      const at = step
      return { step: at, elapsed, tensors: await readVariables(everything) }
    },
    restore(checkpoint) {
      const isComplete = Object.keys(checkpoint.tensors).some((name) => name.startsWith(optimiserPrefix))
      writeVariables(isComplete ? everything : variables, checkpoint.tensors)
      ring.clear()
      replay?.clear()
      step = checkpoint.step
    },
    dispose() {
      ring.clear()
      for (const phase of phases) phase.dispose()
      replay?.dispose()
    },
  }
}
