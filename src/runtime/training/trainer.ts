// Training steps of a Program. A step runs the phases in order: the gradient of the phase's objective with respect to what it
// trains, then the optimiser, then state moves on. Nothing is read back: the losses wait in a ring.

import * as tf from '@tensorflow/tfjs-core'
import { optimiserPrefix } from '../../engine/formats/optimiser-prefix.ts'
import {
  type Checkpoint,
  type CurvePoint,
  createContext,
  createMetricsRing,
  isWebGpuBackend,
  type RecordedTraining,
  type Replay,
  readVariables,
  recordStep,
  submitPending,
  takeOver,
  type Variables,
  writeVariables,
} from '../../engine/index.ts'
import { bindInputs } from '../program/bind-inputs.ts'
import type { DataFeed, FedBatch } from '../program/data-feed.ts'
import type { Probe } from '../program/first-non-finite.ts'
import type { Model } from '../program/model.ts'
import { createPhaseRun } from './phase-run.ts'
import { rateFactors } from './rate-factors.ts'

/** How steps are done: as they are written, and for what reason, or replayed from a recording. */
export type StepMode =
  | { readonly mode: 'plain'; readonly reason?: string }
  | { readonly mode: 'replayed'; readonly dispatches: number; readonly uploaded: number; readonly bytes: number }

export interface Trainer {
  readonly model: Model
  readonly feed: DataFeed
  /** Steps done. */
  readonly step: number
  /** Epochs seen, with the part of the current one. */
  readonly epoch: number
  readonly stepMode: StepMode
  /**
   * Looks for a quicker way to do the steps on the present backend. Without it, and where there is none, steps are done as
   * they are written. @param tell how many of how many kernels are ready.
   */
  prepare(tell: (done: number, total: number) => void): Promise<void>
  /** Does one step. @throws NodeError when a call or a gradient fails. */
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
  /** Frees everything, the model included. */
  dispose(): void
}

const ringCapacity = 512

/** @throws Error when the Program's phases do not fit its procedures, parameters or ops. */
export function createTrainer(model: Model, feed: DataFeed): Trainer {
  const { program, parameters } = model
  const { seed, batchSize } = program.training
  const phases = program.phases.map((phase) => createPhaseRun(model, phase))
  const everything: Variables = new Map([...parameters.variables, ...phases.flatMap(({ slots }) => [...slots])])
  const ring = createMetricsRing(ringCapacity)
  const rateFactorAt = rateFactors(program.training, feed)
  let step = 0
  let replay: Replay | undefined
  let stepMode: StepMode = { mode: 'plain' }

  const recorded: RecordedTraining<FedBatch> = {
    seed,
    batchSize,
    batchesPerStep: feed.batchesPerStep,
    variables: parameters.variables,
    phases: phases.map((phase) => ({
      ...phase,
      differentiate: (batch, contexts) => phase.differentiate(bindInputs(phase.procedure, { data: batch }), contexts),
    })),
    batchOf: feed.onDevice,
    rateFactorAt,
  }

  return {
    model,
    feed,
    get step() {
      return step
    },
    get epoch() {
      return feed.epochAfter(step)
    },
    get stepMode() {
      return stepMode
    },
    async prepare(tell) {
      const recording = await recordStep(recorded, tell)
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
      if (replay && !probe) {
        replay.advance(step++)
        return
      }
      tf.tidy(() => {
        const draws = Array.from({ length: feed.batchesPerStep }, (_, repeat) => {
          const index = step * feed.batchesPerStep + repeat
          return { batch: feed.training(index), contexts: createContext({ seed, step: index, training: true }) }
        })
        for (const phase of phases) {
          for (const [repeat, { batch, contexts }] of draws.slice(0, phase.repeats).entries()) {
            const update = { number: step * phase.repeats + repeat + 1, rateFactor: rateFactorAt(step) }
            const { metrics, state } = phase.run(bindInputs(phase.procedure, { data: batch }), contexts, update, probe)
            if (repeat === phase.repeats - 1) ring.push(step + 1, phase.name, metrics)
            else tf.dispose(metrics)
            takeOver(parameters.variables, state)
          }
        }
      })
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
      writeVariables(isComplete ? everything : parameters.variables, checkpoint.tensors)
      ring.clear()
      replay?.clear()
      step = checkpoint.step
    },
    dispose() {
      ring.clear()
      for (const phase of phases) phase.dispose()
      model.dispose()
      replay?.dispose()
    },
  }
}
