// One training run from the first step, or from a checkpoint, to the end of its budget, or to Ctrl-C.

import { setImmediate } from 'node:timers/promises'
import { type Advice, adviceFor } from '../../curves/advice.ts'
import { extendCurves } from '../../curves/series.ts'
import { type Checkpoint, type CurvePoint, type Metrics, startTrainingLoop, TrainingError } from '../../engine/index.ts'
import { messageOf } from '../../engine/text/message-of.ts'
import type { SavedCurves } from '../../protocol/run-file.ts'
import { evaluateObjectives } from '../../runtime/evaluation/evaluation.ts'
import { ofProgram } from '../../runtime/training/of-program.ts'
import { createTrainer, type Trainer } from '../../runtime/training/trainer.ts'
import { flatMetrics } from '../running/evaluate-split.ts'
import type { KeptRun } from '../running/kept-run.ts'
import type { OpenModel } from '../running/open-model.ts'
import type { Terminal } from '../terminal.ts'
import { boundedCurve } from './bounded-curve.ts'
import { progressLines } from './progress-lines.ts'
import { recentMetrics } from './recent-metrics.ts'

export interface TrainingRun {
  readonly steps: number
  readonly epochs: number
  readonly seconds: number
  readonly medianStepMs: number
  /** Means over the last epoch, or over the last 100 steps if an epoch has fewer. */
  readonly train: Metrics
  readonly curves: SavedCurves
  /** The last valid state, if any. */
  readonly checkpoint: Checkpoint | undefined
  /** Warnings derived from the curves. */
  readonly advice: readonly Advice[]
  /** The exit status after a signal; `undefined` if the run finished. */
  readonly interruption: number | undefined
  /** Why the run ended early; the model is then restored to its last valid state. */
  readonly failure: TrainingError | undefined
}

const fewestSteps = 100
const validationInterval = 5000

interface TrainingOptions {
  readonly terminal: Terminal
  /** The run to resume. */
  readonly kept?: KeptRun | undefined
  /** The run has reached a valid state. */
  onGood?(checkpoint: Checkpoint, curves: () => SavedCurves): void
}

/** The model holds the trained weights afterwards. @throws Error naming the file of the resumed run if it belongs to another
 * model.
 */
export async function trainModel(open: OpenModel, options: TrainingOptions): Promise<TrainingRun> {
  const { terminal, kept, onGood } = options
  const { model, feed, program } = open
  const now = () => performance.now()
  const recent = recentMetrics(Math.max(fewestSteps, feed.stepsForEpochs(1)))
  const lines = progressLines(terminal, program.training, now)
  // Counted in steps, not reports, so that the results do not depend on the speed of the machine.
  let steps = extendCurves({}, kept?.curves.train ?? [])
  const trainer = listening(createTrainer(model, feed), (points) => {
    recent.add(points)
    steps = extendCurves(steps, points.filter(isFinitePoint))
  })
  if (kept) goOnFrom(kept, trainer)
  await trainer.prepare(() => undefined)
  const curve = boundedCurve(kept?.curves.train)
  const validation = [...(kept?.curves.validation ?? [])]
  const curves = (): SavedCurves => ({ train: curve.points(), validation })
  const { elapsed } = kept?.checkpoint ?? { elapsed: 0 }
  let medianStepMs = 0
  let seconds = elapsed
  const validate = async () => {
    const { step } = trainer
    if (validation.at(-1)?.step === step) return
    const byPhase = Object.entries(await evaluateObjectives(model, feed, 'validation'))
    for (const [phase, metrics] of byPhase) validation.push({ step, phase, metrics })
  }
  const loop = startTrainingLoop({
    ...ofProgram(trainer),
    clock: { now, breathe: async () => void (await setImmediate()) },
    elapsed,
    paused: false,
    onProgress(progress) {
      medianStepMs = progress.medianStepMs
      seconds = progress.elapsed
      curve.add(progress.curve)
      lines.show(progress)
    },
    onGood: (checkpoint) => onGood?.(checkpoint, curves),
    sideWork: [{ interval: validationInterval, run: validate }],
  })
  let interruption: number | undefined
  const forget = terminal.onInterrupt((status) => {
    interruption = status
    loop.stop()
  })
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
    curves: curves(),
    checkpoint: outcome.checkpoint,
    advice: adviceFor(program, steps, extendCurves({}, validation)),
    interruption: 'end' in outcome && outcome.end === 'stopped' ? interruption : undefined,
    failure,
  }
}

const isFinitePoint = ({ metrics }: CurvePoint): boolean => Object.values(metrics).every(Number.isFinite)

function goOnFrom({ file, checkpoint }: KeptRun, trainer: Trainer): void {
  try {
    trainer.restore(checkpoint)
  } catch (cause) {
    throw new Error(`${file} does not hold the state of the graph in it: ${messageOf(cause)}`, { cause })
  }
}

/** Wraps the trainer to report every loss that is read from it. */
function listening(trainer: Trainer, listener: (points: readonly CurvePoint[]) => void): Trainer {
  const readMetrics = async () => {
    const points = await trainer.readMetrics()
    listener(points)
    return points
  }
  return Object.create(trainer, { readMetrics: { value: readMetrics } })
}
