// Trains a model from the command line: resumes its run, shows the losses, saves, and finally reports the metrics on the
// test split.
import { existsSync } from 'node:fs'
import { setImmediate } from 'node:timers/promises'
import type { DeviceColumns } from '../backends/webgpu-plan/recorded-training.ts'
import { writeWhole } from '../files/whole-file.ts'
import type { StepContext } from '../math/context.ts'
import type { Schedule } from '../math/learning-rate.ts'
import type { OptimiserSettings } from '../math/optimisers.ts'
import { messageOf } from '../text/message-of.ts'
import { type Budget, stepsIn } from '../training/budget.ts'
import { createWeights, type WeightSpecs, type WeightsOf } from '../training/create-weights.ts'
import type { CurvePoint, Metrics } from '../training/curve-point.ts'
import { createPhase, type Phase, type PhaseSettings } from '../training/phase.ts'
import { rateFactors } from '../training/rate-factors.ts'
import { createTrainer, type Trainer } from '../training/trainer.ts'
import { TrainingError } from '../training/training-error.ts'
import { startTrainingLoop } from '../training/training-loop.ts'
import { backends, startBackend } from './backend.ts'
import { describeMetrics, evaluatePhases, type TestData } from './evaluate-phases.ts'
import { listenForInterruption } from './interruption.ts'
import { oneOf, outputFile, readOptions, stop, wholeNumber } from './options.ts'
import { findRun, openRunFile, type RunFile, type SavedRun, seedOf } from './run-file.ts'

export interface ProjectPhase<Batch, Weights> extends Omit<PhaseSettings<Batch>, 'objective'> {
  readonly optimiser: OptimiserSettings
  /** The data node whose test split it is evaluated over, if not the main one. */
  readonly evaluatedOver?: string
  /** A scalar to minimise and its terms, in nats, with new values of state. */
  objective(batch: Batch, weights: Weights, context: StepContext): ReturnType<PhaseSettings<Batch>['objective']>
}

export interface ProjectData<Batch> extends TestData<Batch> {
  /** The batch of a step, counted from 0. */
  trainingBatch(index: number): Batch
  /** A batch taken from the data on a graphics card, while steps are recorded. */
  deviceBatch(columns: DeviceColumns): Batch
  /** Batches after which `epochs` epochs have been seen. */
  stepsForEpochs(epochs: number): number
}

export interface Project<Specs extends WeightSpecs, Batch> {
  readonly parameters: Specs
  /** Of a run for which none is given. */
  readonly seed: number
  readonly batchSize: number
  readonly budget: Budget
  /** Of the learning rates, over all steps. */
  readonly schedule?: Schedule
  /** What a step does, in order. */
  readonly phases: readonly ProjectPhase<Batch, WeightsOf<Specs>>[]
  /** @param folder holds the folder "data" with the files of the datasets. */
  loadData(folder: string, seed: number): Promise<ProjectData<Batch>>
}

/** Steps from one printed line to the next. */
const reportEvery = 50
/** Milliseconds between saves during the training. */
const saveEvery = 60_000

/** Reads the options of `npm start`, and ends the process where something is wrong with them or with the run. */
export async function trainProject<const Specs extends WeightSpecs, Batch extends { readonly size: number }>(
  project: Project<Specs, Batch>,
): Promise<void> {
  const { phases: settings, batchSize } = project
  const options = await readTrainingOptions()
  /** The resumed run. */
  const saved = await findRun(options.out, options).catch(stop)
  const seed = seedOf(saved, options.seed, project.seed)
  await startBackend(options.backend).catch(stop)
  const data = await project.loadData(options.data, seed).catch(stop)
  const { weights, variables } = createWeights(project.parameters, seed)
  const phases = settings.map((phase) => ({
    ...createPhase<Batch>(
      { ...phase, objective: (batch, context) => phase.objective(batch, weights, context) },
      variables,
    ),
    evaluatedOver: phase.evaluatedOver,
  }))
  const batchesPerStep = Math.max(1, ...phases.map(({ repeats }) => repeats))
  const slots = new Map(phases.flatMap((phase) => [...phase.slots]))
  const runFile = await openRunFile({ path: options.out, saved, seed, variables, slots }).catch(stop)
  const budget: Budget =
    options.steps === undefined ? project.budget : { unit: 'steps', amount: wholeNumber('steps', options.steps) }
  const stepsForEpochs = (epochs: number) => Math.ceil(data.stepsForEpochs(epochs) / batchesPerStep)
  const steps = Math.ceil(stepsIn(budget, stepsForEpochs))
  // A budget in seconds has no schedule, though a number of steps may be given instead.
  const schedule = project.budget.unit === 'seconds' ? undefined : project.schedule
  const trainer = createTrainer({
    seed,
    batchSize,
    batchesPerStep,
    variables,
    phases,
    trainingBatch: data.trainingBatch,
    batchOf: data.deviceBatch,
    rateFactorAt: rateFactors(schedule, () => steps),
  })
  if (saved) trainer.restore({ step: saved.step, elapsed: saved.elapsed, tensors: saved.tensors })
  await prepare(trainer)
  const losses = reportLosses(phases, steps)
  const end = await train({
    trainer,
    budget,
    steps,
    stepsForEpochs,
    runFile,
    saved,
    path: options.out,
    see: losses.see,
  })
  if (options.losses !== undefined) await writeWhole(options.losses, losses.asJson()).catch(stop)
  if (end.status !== undefined) {
    const named = options.out === 'weights.safetensors' ? '' : ` -- --out ${options.out}`
    console.log(`${options.out} holds the run after step ${end.step}. To resume: npm start${named}`)
    process.exitCode = end.status
    return
  }
  if (saved && end.step === saved.step) tellNothingLeft(saved, budget)
  console.log(`test split: ${await evaluatePhases(phases, data)} (nats)`)
}

async function readTrainingOptions() {
  const { backend, out, losses, ...options } = readOptions({
    steps: { type: 'string' },
    fresh: { type: 'boolean', default: false },
    start: { type: 'string' },
    out: { type: 'string', default: 'weights.safetensors' },
    seed: { type: 'string' },
    backend: { type: 'string', default: 'wasm' },
    data: { type: 'string', default: '.' },
    losses: { type: 'string' },
  })
  if (options.steps !== undefined) wholeNumber('steps', options.steps)
  return {
    ...options,
    backend: oneOf('backend', backend, backends),
    out: await outputFile('out', out),
    losses: losses === undefined ? undefined : await outputFile('losses', losses),
  }
}

async function prepare(trainer: Trainer): Promise<void> {
  await trainer.prepare(() => undefined)
  const { stepMode } = trainer
  if (stepMode.mode === 'replayed') console.log(`A step is recorded: ${stepMode.dispatches} dispatches.`)
  else if (stepMode.reason !== undefined) console.log(`Steps are not recorded: ${stepMode.reason}`)
}

interface Losses {
  see(points: readonly CurvePoint[]): void
  asJson(): string
}

/** Keeps the losses of every step, and prints those of some. */
function reportLosses(phases: readonly Phase<never>[], steps: number): Losses {
  const history = new Map<number, Map<string, Metrics>>()
  return {
    see(points) {
      for (const { step, phase, metrics } of points) {
        const row = history.get(step) ?? new Map<string, Metrics>()
        history.set(step, row.set(phase, metrics))
        const isLast = phase === phases.at(-1)?.name
        if (!isLast || (step % reportEvery !== 0 && step !== steps)) continue
        const told = phases.map(({ name }) => describeMetrics(name, row.get(name) ?? {}))
        console.log(`step ${step}${Number.isFinite(steps) ? ` of ${steps}` : ''}: ${told.join('; ')}`)
      }
    },
    asJson: () => JSON.stringify([...history].map(([step, row]) => ({ step, ...Object.fromEntries(row) }))),
  }
}

interface Run {
  readonly trainer: Trainer
  readonly budget: Budget
  readonly steps: number
  stepsForEpochs(epochs: number): number
  readonly runFile: RunFile
  readonly saved: SavedRun | undefined
  readonly path: string
  see(points: readonly CurvePoint[]): void
}

/** Trains until the budget is spent or Ctrl-C; what then is is saved. @returns the exit status of an interrupted run. */
async function train({ trainer, budget, steps, stepsForEpochs, runFile, saved, path, see }: Run) {
  const now = () => performance.now()
  const { step: firstStep, elapsed } = saved ?? { step: 0, elapsed: 0 }
  const isSpent = budget.unit === 'seconds' ? elapsed >= budget.amount : firstStep >= steps
  if (saved && !isSpent) console.log(`Resuming from step ${firstStep} of ${saved.path}.`)
  let savedAt = now()
  let saving = Promise.resolve()
  const loop = startTrainingLoop({
    trainer,
    budget,
    elapsed,
    paused: false,
    clock: { now, breathe: async () => void (await setImmediate()) },
    epochAfter: () => Number.NaN,
    stepsForEpochs,
    onLosses: see,
    onGood(checkpoint) {
      if (now() < savedAt + saveEvery) return
      savedAt = now()
      saving = runFile.save(checkpoint)
    },
    sideWork: [],
  })
  const interruption = listenForInterruption(loop.stop)
  const outcome = await loop.done.catch((error: unknown) =>
    error instanceof Error ? error : new Error(messageOf(error)),
  )
  await saving
  interruption.forget()
  if (outcome instanceof Error) return fail(outcome, runFile, firstStep, path)
  const { checkpoint } = outcome
  if (runFile.saved !== checkpoint.step) await runFile.saveLast(checkpoint).catch(stop)
  return { step: checkpoint.step, status: interruption.status }
}

/** Saves the last state without a flaw, and ends the process. */
async function fail(error: Error, runFile: RunFile, firstStep: number, path: string): Promise<never> {
  const good = error instanceof TrainingError ? error.checkpoint : undefined
  if (good && good.step > firstStep) await runFile.saveLast(good).catch(stop)
  const untouched = existsSync(path) ? `Nothing has been saved; ${path} is unchanged.` : 'Nothing has been saved.'
  const whatIsSaved = runFile.saved === undefined ? untouched : `${path} holds the weights after step ${runFile.saved}.`
  return stop(`${messageOf(error)} ${whatIsSaved}`)
}

function tellNothingLeft({ path, step }: SavedRun, { unit, amount }: Budget): void {
  console.log(`${path} has been trained for ${step} steps; asked for were ${amount} ${unit}, so nothing is left to do.`)
  console.log(`To train further: npm start -- --steps ${2 * step}. To start over: npm start -- --fresh`)
}
