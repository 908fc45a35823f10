// Training steps of a Program, on batches of its data.
import {
  createTrainer as createEngineTrainer,
  type Trainer as EngineTrainer,
  rateFactors,
  stepsIn,
  type Training,
} from '../../engine/index.ts'
import type { DataFeed, FedBatch } from '../program/data-feed.ts'
import type { Model } from '../program/model.ts'
import { createPhaseRun } from './phase-run.ts'
import { type PhaseClock, timed } from './phase-times.ts'

export interface Trainer extends EngineTrainer {
  readonly model: Model
  readonly feed: DataFeed
  /** Epochs seen, with the part of the current one. */
  readonly epoch: number
}

/**
 * @param clock times the phases, where somebody wants to know.
 * @throws Error when the Program's phases do not fit its procedures, parameters or ops.
 */
export function createTrainer(model: Model, feed: DataFeed, clock?: PhaseClock): Trainer {
  const { program, parameters } = model
  const { seed, batchSize, budget, schedule } = program.training
  const training: Training<FedBatch> = {
    seed,
    batchSize,
    batchesPerStep: feed.batchesPerStep,
    variables: parameters.variables,
    phases: program.phases.map((phase) => {
      const phaseRun = createPhaseRun(model, phase)
      return clock ? timed(phaseRun, clock) : phaseRun
    }),
    trainingBatch: (index) => feed.training(index),
    batchOf: feed.onDevice,
    rateFactorAt: rateFactors(schedule, () => stepsIn(budget, feed.stepsForEpochs)),
  }
  const trainer = createEngineTrainer(training)
  return {
    ...trainer,
    model,
    feed,
    get step() {
      return trainer.step
    },
    get epoch() {
      return feed.epochAfter(trainer.step)
    },
    get stepMode() {
      return trainer.stepMode
    },
    /** The model as well. */
    dispose() {
      trainer.dispose()
      model.dispose()
    },
  }
}
