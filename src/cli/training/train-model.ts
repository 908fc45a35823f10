// One training run from the first step to the end of its budget, or to Ctrl-C.
import { setImmediate } from 'node:timers/promises'
import { evaluateObjectives } from '../../runtime/evaluation/evaluation.ts'
import type { CurvePoint, Metrics } from '../../runtime/protocol/curve-point.ts'
import { createTrainer, type Trainer } from '../../runtime/training/trainer.ts'
import { startTrainingLoop, TrainingError } from '../../runtime/training/training-loop.ts'
import { flatMetrics } from '../running/evaluate-split.ts'
import type { OpenModel } from '../running/open-model.ts'
import type { Terminal } from '../terminal.ts'
import { progressLines } from './progress-lines.ts'
import { recentMetrics } from './recent-metrics.ts'

export interface TrainingRun {
  readonly steps: number
  readonly epochs: number
  readonly seconds: number
  readonly medianStepMs: number
  /** Means over the last epoch, or over the last 100 steps where an epoch has fewer. */
  readonly train: Metrics
  readonly curve: readonly CurvePoint[]
  readonly validation: readonly CurvePoint[]
  readonly wasInterrupted: boolean
  /** Why the run ended early; the model is then back at its last good state. */
  readonly failure: TrainingError | undefined
}

const fewestSteps = 100
const validationInterval = 5000

/** The model holds what was learned afterwards. */
export async function trainModel(open: OpenModel, validates: boolean, terminal: Terminal): Promise<TrainingRun> {
  const { model, feed, program } = open
  const now = () => performance.now()
  const recent = recentMetrics(Math.max(fewestSteps, feed.stepsForEpochs(1)))
  const lines = progressLines(terminal, program.training, now)
  const trainer = listening(createTrainer(model, feed), recent.add)
  await trainer.prepare(() => undefined)
  const curve: CurvePoint[] = []
  const validation: CurvePoint[] = []
  let medianStepMs = 0
  let seconds = 0
  const validate = async () => {
    const { step } = trainer
    const byPhase = Object.entries(await evaluateObjectives(model, feed, 'validation'))
    for (const [phase, metrics] of byPhase) validation.push({ step, phase, metrics })
  }
  const loop = startTrainingLoop({
    trainer,
    budget: program.training.budget,
    clock: { now, breathe: async () => void (await setImmediate()) },
    elapsed: 0,
    paused: false,
    onProgress(progress) {
      medianStepMs = progress.medianStepMs
      seconds = progress.elapsed
      for (const point of progress.curve) curve.push(point)
      lines.show(progress)
    },
    onPaused: () => undefined,
    sideWork: validates ? [{ interval: validationInterval, run: validate }] : [],
  })
  const forget = terminal.onInterrupt(loop.stop)
  const outcome = await loop.done.catch((error: unknown) => {
    if (error instanceof TrainingError) return error
    throw error
  })
  forget()
  lines.end()
  const failure = outcome instanceof TrainingError ? outcome : undefined
  return {
    steps: trainer.step,
    epochs: trainer.epoch,
    seconds,
    medianStepMs,
    train: flatMetrics(recent.means()),
    curve,
    validation,
    wasInterrupted: 'end' in outcome && outcome.end === 'stopped',
    failure,
  }
}

/** The trainer, showing every loss that is read from it. */
function listening(trainer: Trainer, listener: (points: readonly CurvePoint[]) => void): Trainer {
  const readMetrics = async () => {
    const points = await trainer.readMetrics()
    listener(points)
    return points
  }
  return Object.create(trainer, { readMetrics: { value: readMetrics } })
}
