// Drives a trainer under a budget: short bursts of steps with room for messages in between, progress at a bounded rate, side
// work in a small share of the time, and a copy of the last good state in memory. Depends on no backend and no worker.
import { messageOf } from '../text/message-of.ts'
import { type Budget, type BudgetState, budgetState } from './budget.ts'
import { createBurstQueue } from './burst-queue.ts'
import type { Checkpoint } from './checkpoint.ts'
import type { CurvePoint } from './curve-point.ts'
import { type Finding, findNonFinite, isFiniteCheckpoint } from './failure-search.ts'
import { isResting, type LoopEvent, type LoopState, reduceLoop } from './loop-state.ts'
import { createLossReports } from './loss-reports.ts'
import { type SideWork, scheduled } from './side-work.ts'
import { createStopwatch, type Stopwatch } from './stopwatch.ts'
import type { Trainer } from './trainer.ts'
import { TrainingError } from './training-error.ts'

/** Time, and a chance for other work. */
export interface Clock {
  /** Milliseconds. */
  now(): number
  /** Lets waiting messages in. */
  breathe(): Promise<void>
}

/** How far the training is, with the losses since the last report. */
export interface LoopProgress extends BudgetState {
  readonly step: number
  readonly epoch: number
  readonly elapsed: number
  readonly medianStepMs: number
  readonly curve: readonly CurvePoint[]
}

/** What is trained, for how long, and what is called meanwhile. */
export interface LoopOptions {
  readonly trainer: Trainer
  readonly budget: Budget
  readonly clock: Clock
  /** Seconds of training before this run. */
  readonly elapsed: number
  readonly paused: boolean
  /** Epochs seen after `steps` steps, including the fraction of the current one. */
  epochAfter(steps: number): number
  /** Steps after which `epochs` epochs have been seen. */
  stepsForEpochs(epochs: number): number
  /** Called ten times a second at most. */
  onProgress?(progress: LoopProgress): void
  /** Losses of every step, as they are read. */
  onLosses?(points: readonly CurvePoint[]): void
  /** The training has paused after this step. */
  onPaused?(step: number): void
  /** The training has reached a state without a flaw, from which it could resume. */
  onGood?(checkpoint: Checkpoint): void
  /** Done at most at its own rate, and once when the training pauses or its budget is spent. */
  readonly sideWork: readonly SideWork[]
  /** Whose tensor was not finite first, in words. */
  describe?(finding: Finding): string
  /** Whose call threw the error, where it says so. */
  ownerOf?(error: unknown): string | undefined
}

/** Why the training ended, and its last state. */
export interface LoopEnd {
  readonly end: 'budget' | 'stopped'
  readonly checkpoint: Checkpoint
}

/** A training that is under way. */
export interface TrainingLoop {
  /** Comes to rest after the current burst of steps. */
  pause(): void
  /** Goes on after a pause. */
  resume(): void
  /** One step, when paused. */
  step(): void
  /** Ends the training after the current burst of steps. */
  stop(): void
  /** A copy of the state between two steps. */
  save(): Promise<Checkpoint>
  /** @throws TrainingError when a step fails or numbers are no longer finite. */
  readonly done: Promise<LoopEnd>
}

/** Milliseconds. A burst is sent off when all but one before it are done, which keeps the device's queue short. */
const burstLength = 50
const reportInterval = 100
const checkpointInterval = 2000

type Moment = Omit<LoopProgress, 'medianStepMs' | 'curve'>

/** Starts to train at once, unless it is to start paused. */
export function startTrainingLoop(options: LoopOptions): TrainingLoop {
  const { trainer, clock } = options
  const watch = createStopwatch(clock.now, options.elapsed)
  const driver = createDriver(options, watch)
  let state: LoopState = options.paused ? { doing: 'pausing', steps: 0 } : { doing: 'training' }
  let wake: (() => void) | undefined

  const send = (event: LoopEvent['event']) => {
    state = reduceLoop(state, { event })
    wake?.()
  }
  const isOver = () => state.doing === 'stopping' || driver.isSpent()

  const run = async (): Promise<LoopEnd> => {
    await driver.begin()
    if (state.doing === 'pausing') options.onPaused?.(trainer.step)
    while (!isOver()) {
      if (isResting(state)) {
        await new Promise<void>((resolve) => {
          wake = resolve
        })
        continue
      }
      watch.start()
      if (state.doing === 'pausing') {
        await driver.burst(1)
        send('stepped')
      } else {
        await driver.burst()
        await driver.besides()
      }
      await clock.breathe()
      if (!isResting(state)) continue
      await driver.comeToRest(true)
      // A message may have come while it was coming to rest.
      if (isResting(state)) options.onPaused?.(trainer.step)
    }
    await driver.comeToRest(state.doing !== 'stopping')
    return { end: state.doing === 'stopping' ? 'stopped' : 'budget', checkpoint: await driver.takeCheckpoint() }
  }

  return {
    pause: () => send('pause'),
    resume: () => send('resume'),
    step: () => send('step'),
    stop: () => send('stop'),
    save: () => trainer.save(watch.seconds()),
    done: run().catch((error: unknown) => {
      if (error instanceof TrainingError) throw error
      throw new TrainingError(messageOf(error), driver.good(), { owner: options.ownerOf?.(error), cause: error })
    }),
  }
}

/** What a loop does, one thing at a time; when, is for the loop to say. */
interface Driver {
  isSpent(): boolean
  /** The last state without a flaw. */
  good(): Checkpoint | undefined
  begin(): Promise<void>
  /** Submits steps: `steps` of them, or as many as a burst may have. */
  burst(steps?: number): Promise<void>
  /** What is due besides the steps: reports, side work, checkpoints. */
  besides(): Promise<void>
  /** Waits for all steps and reports them. @param finishes side work that is behind, too. */
  comeToRest(finishes: boolean): Promise<void>
  takeCheckpoint(): Promise<Checkpoint>
}

/** How far the training is. */
function createProgressReader(options: LoopOptions, watch: Stopwatch) {
  const { trainer, budget, epochAfter, stepsForEpochs } = options
  const startStep = trainer.step
  const pace = () => ({ step: trainer.step, elapsed: watch.seconds(), startStep, startElapsed: options.elapsed })
  return {
    moment(): Moment {
      const now = pace()
      const { step, elapsed } = now
      return { step, epoch: epochAfter(step), elapsed, ...budgetState(budget, now, stepsForEpochs) }
    },
    /** Asked after every step, so only what it takes. */
    isSpent: () => budgetState(budget, pace(), stepsForEpochs).fraction >= 1,
  }
}

function createDriver(options: LoopOptions, watch: Stopwatch): Driver {
  const { trainer, clock } = options
  const { moment, isSpent } = createProgressReader(options, watch)
  const bursts = createBurstQueue({ now: clock.now, settle: () => trainer.settle(), burstLength })
  const going = { now: clock.now, step: () => trainer.step, stepMs: bursts.stepMs }
  const sideWork = options.sideWork.map((work) => scheduled(work, going))
  let good: Checkpoint | undefined
  let reported = { at: Number.NEGATIVE_INFINITY, step: -1 }

  /** Goes back to the last good state, having looked for the cause on the way that led from it. */
  const fail = async (what: string, step: number): Promise<never> => {
    const finding = good && (await findNonFinite(trainer, good, step))
    const began = finding && ` It began at step ${finding.step} with ${options.describe?.(finding) ?? finding.what}.`
    const back = good && ` The model is back at step ${good.step}.`
    const message = `Training stopped at step ${step}: ${what} is no longer a finite number.${began ?? ''}${back ?? ''}`
    throw new TrainingError(message, good, finding ? { finding } : {})
  }
  const losses = createLossReports<Moment>({
    read: () => trainer.readMetrics(),
    moment,
    async examine(points) {
      options.onLosses?.(points)
      for (const { step, phase, metrics } of points) {
        const name = Object.keys(metrics).find((one) => !Number.isFinite(metrics[one]))
        if (name !== undefined) await fail(`the ${name} of ${phase}`, step)
      }
    },
    tell(at, curve) {
      reported = { at: clock.now(), step: at.step }
      options.onProgress?.({ ...at, medianStepMs: bursts.stepMs(), curve })
    },
  })
  const takeCheckpoint = async (): Promise<Checkpoint> => {
    const checkpoint = await trainer.save(watch.seconds())
    if (!isFiniteCheckpoint(checkpoint)) await fail('a weight, or what the optimiser remembers of it,', trainer.step)
    good = checkpoint
    options.onGood?.(checkpoint)
    return checkpoint
  }
  const keepGood = async () => {
    await bursts.drain()
    await losses.collect()
    await takeCheckpoint()
    await bursts.measureDelay()
  }
  const checkpoints = scheduled({ interval: checkpointInterval, run: keepGood }, going)

  return {
    isSpent,
    good: () => good,
    begin: () => checkpoints.runIfStale(),
    async burst(wanted) {
      const start = clock.now()
      const limit = wanted ?? bursts.limit()
      let steps = 0
      do {
        trainer.advance()
        steps++
      } while (steps < limit && clock.now() - start < burstLength && !isSpent())
      await bursts.sent(steps, start)
    },
    async besides() {
      const isAwaiting = await losses.tellArrived()
      if (!isAwaiting && clock.now() - reported.at >= reportInterval) losses.begin()
      for (const work of sideWork) await work.runIfDue()
      await checkpoints.runIfDue()
    },
    async comeToRest(finishes) {
      await bursts.drain()
      watch.stop()
      await losses.tellAwaited()
      if (reported.step !== trainer.step) await losses.tellNow()
      if (finishes) for (const work of sideWork) await work.runIfStale()
    },
    takeCheckpoint,
  }
}
