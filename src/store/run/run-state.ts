// What is known of the run that the page watches. Outside the document and its history: an undo never touches it.
import type { Program } from '../../compiler/program/program.ts'
import { type Curves, curvesUntil } from '../../curves/series.ts'
import type { BackendChoice, BackendName, Checkpoint, Metrics, SkippedBackend } from '../../engine/index.ts'
import type { GraphDocument } from '../../graph/document.ts'
import type { CheckResult, FromWorker } from '../../protocol/messages.ts'
import type { View } from '../../protocol/pictures.ts'
import type { KeptPreview } from './preview-history.ts'

export type RunStatus = 'idle' | 'starting' | 'running' | 'paused' | 'finished' | 'stopped' | 'failed'

type Message<T extends FromWorker['type']> = Extract<FromWorker, { type: T }>

export type Progress = Omit<Message<'progress'>, 'type' | 'run' | 'curve'>

export type Preparation = Omit<Message<'preparing'>, 'type' | 'run'>

export interface Failure {
  readonly message: string
  /** The node that the failure points at. */
  readonly node?: string
}

export interface ActiveBackend {
  readonly backend: BackendName
  readonly description: string
  readonly skipped: readonly SkippedBackend[]
}

type Named<V extends View['view']> = Extract<View, { view: V }>

/** The newest of each kind, with the step that it was made at. */
export type Views = { readonly [V in View['view']]?: Named<V> & { readonly step: number } }
/** What is known of a check of the model's maths. */
export interface ChecksState {
  /** The step whose weights were checked; `null` until the first answer. */
  readonly step: number | null
  /** `done` of `total` checks are over; 0 of 0 before the first answer. */
  readonly done: number
  readonly total: number
  readonly results: readonly CheckResult[]
}

export interface RunState {
  readonly status: RunStatus
  /** Name of the run; `null` before the first and after a reset. */
  readonly id: string | null
  readonly program: Program | null
  /** The document that the program was compiled from. */
  readonly document: GraphDocument | null
  /** While the run is starting: how many of how many kernels are compiled. */
  readonly preparation: Preparation | null
  readonly progress: Progress | null
  readonly curves: Curves
  /** The newest point of each phase, which the thinned series may lack. */
  readonly latest: Readonly<Record<string, Metrics>>
  readonly validation: Curves
  /** Of the validation split: the last likelihood, or its bound, in bits for each number of an example. */
  readonly bitsPerDim: number | null
  readonly previews: readonly KeptPreview[]
  readonly views: Views
  readonly backend: ActiveBackend | null
  /** The user's choice; it applies from the next start. */
  readonly backendChoice: BackendChoice
  readonly notices: readonly string[]
  readonly failure: Failure | null
  readonly checkpoint: Checkpoint | null
  /** The last requested check; `null` if there was none. */
  readonly checks: ChecksState | null
  /** The run was saved in the browser earlier, and has not been resumed. */
  readonly isFromBefore: boolean
}

export const idleRun: RunState = {
  status: 'idle',
  id: null,
  program: null,
  document: null,
  preparation: null,
  progress: null,
  curves: {},
  latest: {},
  validation: {},
  bitsPerDim: null,
  previews: [],
  views: {},
  backend: null,
  backendChoice: 'auto',
  notices: [],
  failure: null,
  checkpoint: null,
  checks: null,
  isFromBefore: false,
}

export interface RunStart {
  readonly id: string
  readonly program: Program
  readonly document: GraphDocument
  /** Continues from here; what was known up to its step is kept. */
  readonly checkpoint?: Checkpoint
}

type Step = Pick<Checkpoint, 'step' | 'elapsed'>

/** How far the run was at an earlier step: all that is shown of it follows from the state that the model is in. */
export function progressAt(progress: Progress | null, { step, elapsed }: Step): Progress | null {
  if (!progress || progress.step === step) return progress
  const share = progress.step > 0 ? step / progress.step : 0
  // Done so far and left to do add up to the same budget.
  const { fraction, remaining } = progress
  const total = progress.elapsed + remaining
  return {
    ...progress,
    step,
    elapsed,
    epoch: progress.epoch * share,
    fraction: fraction * share,
    remaining: Math.max(0, total - elapsed),
  }
}

/** Forgets what came after a step that the run went back to. */
export function backAt(state: RunState, to: Step): Partial<RunState> {
  return {
    progress: progressAt(state.progress, to),
    curves: curvesUntil(state.curves, to.step),
    validation: curvesUntil(state.validation, to.step),
    previews: state.previews.filter((preview) => preview.step <= to.step),
  }
}

export function startedRun(state: RunState, start: RunStart): RunState {
  const { checkpoint, ...identity } = start
  const fresh = { ...idleRun, ...identity, status: 'starting' as const, backendChoice: state.backendChoice }
  if (!checkpoint) return fresh
  const { bitsPerDim, views, latest } = state
  return { ...fresh, checkpoint, bitsPerDim, views, latest, ...backAt(state, checkpoint) }
}

export const isActive = (status: RunStatus): boolean =>
  status === 'starting' || status === 'running' || status === 'paused'

export const noChecksYet: ChecksState = { step: null, done: 0, total: 0, results: [] }

export const isChecking = (checks: ChecksState | null): boolean =>
  checks !== null && (checks.total === 0 || checks.done < checks.total)

/** Whether the model's weights are with the worker, so that it can draw samples. */
export const canSample = (status: RunStatus): boolean =>
  status === 'running' || status === 'paused' || status === 'finished' || status === 'stopped'
