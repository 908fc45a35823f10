// Drives a trainer under a budget: short bursts of steps with room for messages in between, progress at a bounded rate, side
// work in a small share of the time, and a copy of the last good state in memory. Knows of no backend and no worker.

import {
  type Budget,
  type BudgetState,
  budgetState,
  type Checkpoint,
  type CurvePoint,
  createBurstQueue,
  createCurveBuffer,
  createStopwatch,
  type SideWork,
  scheduled,
} from '../../engine/index.ts'
import { messageOf } from '../../engine/text/message-of.ts'
import { culpritInWords } from '../program/first-non-finite.ts'
import { NodeError } from '../program/node-error.ts'
import { type Finding, findNonFinite, isFiniteCheckpoint } from './failure-search.ts'
import type { Trainer } from './trainer.ts'

export interface Clock {
  /** Milliseconds. */
  now(): number
  /** Lets waiting messages in. */
  breathe(): Promise<void>
}

export interface LoopProgress extends BudgetState {
  readonly step: number
  readonly epoch: number
  readonly elapsed: number
  readonly medianStepMs: number
  readonly curve: readonly CurvePoint[]
}

export interface LoopOptions {
  readonly trainer: Trainer
  readonly budget: Budget
  readonly clock: Clock
  /** Seconds of training before this run. */
  readonly elapsed: number
  readonly paused: boolean
  onProgress(progress: LoopProgress): void
  onPaused(step: number): void
  /** The training has come to a state without a flaw, which it could go on from. */
  onGood?(checkpoint: Checkpoint): void
  /** Done at most at its own rate, and once when the training pauses or its budget is spent. */
  readonly sideWork: readonly SideWork[]
}

export interface LoopEnd {
  readonly end: 'budget' | 'stopped'
  readonly checkpoint: Checkpoint
}

export interface TrainingLoop {
  pause(): void
  resume(): void
  /** One step, when paused. */
  step(): void
  stop(): void
  /** A copy of the state between two steps. */
  save(): Promise<Checkpoint>
  /** @throws TrainingError when a step fails or numbers are no longer finite. */
  readonly done: Promise<LoopEnd>
}

/** The end of a run that went wrong; the checkpoint is the last good state. */
export class TrainingError extends Error {
  readonly checkpoint: Checkpoint | undefined
  readonly node: string | undefined
  /** Where numbers first were not finite. */
  readonly finding: Finding | undefined

  constructor(
    message: string,
    checkpoint: Checkpoint | undefined,
    {
      node,
      finding,
      cause,
    }: { readonly node?: string | undefined; readonly finding?: Finding; readonly cause?: unknown },
  ) {
    super(message, { cause })
    this.name = 'TrainingError'
    this.checkpoint = checkpoint
    this.node = finding?.node ?? node
    this.finding = finding
  }
}

/** Milliseconds. A burst is sent off when all but one before it are done, which keeps the device's queue short. */
const burstLength = 50
const reportInterval = 100
const checkpointInterval = 2000
/** Curve points of a phase in one report. */
const pointsPerReport = 8

type Moment = Omit<LoopProgress, 'medianStepMs' | 'curve'>

/** Losses that were asked for while the training goes on. */
interface Reading {
  /** How far the training was then. */
  readonly at: Moment
  readonly arrival: Promise<void>
  hasArrived: boolean
}

export function startTrainingLoop(options: LoopOptions): TrainingLoop {
  const { trainer, budget, clock } = options
  const startStep = trainer.step
  const curve = createCurveBuffer()
  const bursts = createBurstQueue({ now: clock.now, settle: () => trainer.settle(), burstLength })
  const state = { paused: options.paused, stopping: false, singleSteps: 0 }
  const watch = createStopwatch(clock.now, options.elapsed)
  let wake: (() => void) | undefined
  let good: Checkpoint | undefined
  let lastReport = Number.NEGATIVE_INFINITY
  let reportedStep = -1
  let reading: Reading | undefined

  const progress = (): BudgetState =>
    budgetState(
      budget,
      { step: trainer.step, elapsed: watch.seconds(), startStep, startElapsed: options.elapsed },
      trainer.feed.stepsForEpochs,
    )
  const isDone = () => progress().fraction >= 1
  const moment = (): Moment => ({
    step: trainer.step,
    epoch: trainer.epoch,
    elapsed: watch.seconds(),
    ...progress(),
  })
  const tell = (at: Moment) => {
    lastReport = clock.now()
    reportedStep = at.step
    options.onProgress({ ...at, medianStepMs: bursts.stepMs(), curve: curve.take(pointsPerReport) })
  }
  const report = async () => {
    await collectMetrics()
    tell(moment())
  }
  /** Asks for losses without waiting for them: where answers are late, the device would have nothing to do meanwhile. */
  const beginReport = () => {
    const begun: Reading = {
      at: moment(),
      hasArrived: false,
      arrival: readMetrics().finally(() => {
        begun.hasArrived = true
      }),
    }
    begun.arrival.catch(() => undefined)
    reading = begun
  }
  const endReport = async ({ at, arrival }: Reading) => {
    reading = undefined
    await arrival
    await checkMetrics()
    tell(at)
  }

  const takeCheckpoint = async (): Promise<Checkpoint> => {
    const checkpoint = await trainer.save(watch.seconds())
    if (!isFiniteCheckpoint(checkpoint)) await fail('a weight, or what the optimiser remembers of it,', trainer.step)
    good = checkpoint
    options.onGood?.(checkpoint)
    return checkpoint
  }

  /** Goes back to the last good state, having looked for the cause on the way that led from it. */
  const fail = async (what: string, step: number): Promise<never> => {
    const finding = good && (await findNonFinite(trainer, good, step))
    throw new TrainingError(describeFailure(what, step, finding, good), good, finding ? { finding } : {})
  }

  let unchecked: readonly CurvePoint[] = []
  const readMetrics = async () => {
    unchecked = [...unchecked, ...(await trainer.readMetrics())]
  }
  const checkMetrics = async () => {
    const points = unchecked
    unchecked = []
    for (const { step, phase, metrics } of points) {
      const name = Object.keys(metrics).find((one) => !Number.isFinite(metrics[one]))
      if (name !== undefined) await fail(`the ${name} of ${phase}`, step)
    }
    curve.add(points)
  }
  const collectMetrics = async () => {
    if (reading) await endReport(reading)
    await readMetrics()
    await checkMetrics()
  }

  const burst = async () => {
    const start = clock.now()
    const limit = bursts.limit()
    const wasPaused = state.paused
    let steps = 0
    do {
      trainer.advance()
      steps++
      if (wasPaused) state.singleSteps--
    } while (!wasPaused && steps < limit && clock.now() - start < burstLength && !isDone())
    await bursts.sent(steps, start)
  }

  const run = async (): Promise<LoopEnd> => {
    const going = { now: clock.now, step: () => trainer.step, stepMs: bursts.stepMs }
    const rest = options.sideWork.map((work) => scheduled(work, going))
    const keepGood = async () => {
      await bursts.drain()
      await collectMetrics()
      await takeCheckpoint()
      await bursts.measureDelay()
    }
    const checkpoints = scheduled({ interval: checkpointInterval, run: keepGood }, going)
    await checkpoints.runIfStale()
    const comeToRest = async () => {
      await bursts.drain()
      watch.stop()
      if (reading) await endReport(reading)
      if (reportedStep !== trainer.step) await report()
      if (!state.stopping) for (const work of rest) await work.runIfStale()
    }
    if (state.paused) options.onPaused(trainer.step)
    while (!state.stopping && !isDone()) {
      if (state.paused && state.singleSteps === 0) {
        await new Promise<void>((resolve) => {
          wake = resolve
        })
        continue
      }
      const isSingleStep = state.paused
      watch.start()
      await burst()
      if (!isSingleStep) {
        if (reading?.hasArrived) await endReport(reading)
        else if (!reading && clock.now() - lastReport >= reportInterval) beginReport()
        for (const work of rest) await work.runIfDue()
        await checkpoints.runIfDue()
      }
      await clock.breathe()
      if (state.paused && state.singleSteps === 0) {
        await comeToRest()
        // A message may have come while it was coming to rest.
        if (state.paused && state.singleSteps === 0 && !state.stopping) options.onPaused(trainer.step)
      }
    }
    await comeToRest()
    return { end: state.stopping ? 'stopped' : 'budget', checkpoint: await takeCheckpoint() }
  }

  const command = (change: () => void) => () => {
    change()
    wake?.()
  }

  return {
    pause: command(() => {
      state.paused = true
    }),
    resume: command(() => {
      state.paused = false
      state.singleSteps = 0
    }),
    step: command(() => {
      if (state.paused) state.singleSteps++
    }),
    stop: command(() => {
      state.stopping = true
    }),
    save: () => trainer.save(watch.seconds()),
    done: run().catch((error: unknown) => {
      if (error instanceof TrainingError) throw error
      const node = error instanceof NodeError ? error.node : undefined
      throw new TrainingError(messageOf(error), good, { node, cause: error })
    }),
  }
}

function describeFailure(what: string, step: number, finding: Finding | undefined, good: Checkpoint | undefined) {
  const began = finding ? ` It began at step ${finding.step} with ${culpritInWords(finding)}.` : ''
  const back = good ? ` The model is back at step ${good.step}.` : ''
  return `Training stopped at step ${step}: ${what} is no longer a finite number.${began}${back}`
}
