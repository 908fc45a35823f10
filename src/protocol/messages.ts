// What the page and the worker say to each other. Every message of a run names it, so that late answers can be dropped.
import type { Program } from '../compiler/program/program.ts'
import type { BackendChoice, BackendName, Checkpoint, CurvePoint, SkippedBackend } from '../engine/index.ts'
import type { Preview, View, Watched } from './pictures.ts'

export type ToWorker =
  /** Prepares a run; `paused` stops before the first step (after the checkpoint's step). */
  | {
      readonly type: 'start'
      readonly run: string
      readonly program: Program
      readonly backend: BackendChoice
      readonly paused: boolean
      readonly watched: readonly Watched[]
      /** What samples are given, as in `SampleRequest`. */
      readonly labels?: readonly string[] | 'all'
      readonly checkpoint?: Checkpoint
    }
  | { readonly type: 'pause' | 'resume' | 'step' | 'stop' | 'save'; readonly run: string }
  /** Draws new samples from the current model. */
  | ({ readonly type: 'sample'; readonly run: string } & SampleRequest)
  /** What the page shows from now on; nothing is computed for what it does not show. */
  | { readonly type: 'watch'; readonly run: string; readonly watched: readonly Watched[] }
  /** Asks what the model makes of a latent; `at` comes back with the answer. */
  | {
      readonly type: 'decode'
      readonly run: string
      readonly at: readonly [number, number]
      readonly latent: Float32Array
    }
  /** Checks the maths of the current model; training continues. */
  | { readonly type: 'check'; readonly run: string }

/** Which samples the page wants. */
export interface SampleRequest {
  readonly seed: number
  readonly count: number
  /** What the normal draws behind them are multiplied by; 1 unless given. */
  readonly temperature?: number
  /** What models with a label are given: classes in turn, or as many samples of each; drawn from the data unless given. */
  readonly labels?: readonly string[] | 'all'
}

/** The first words to a new worker, which does not know them by itself: where the site's files lie. */
export interface Greeting {
  readonly type: 'greeting'
  readonly base: string
}

/**
 * A worker's answer to the greeting, by which its end is noticed: it holds a lock of this name as long as it lives; where there
 * are no locks, as over plain http, messages come on a port.
 */
export type Alive = { readonly type: 'alive' } & ({ readonly lock: string } | { readonly beats: MessagePort })

/** One thing that was asked of a model's maths, and the answer. */
export interface CheckResult {
  /** Which check, such as `round-trip`. */
  readonly check: string
  readonly title: string
  /** Skipped: it does not apply to this model, and the sentence says why. */
  readonly outcome: 'passed' | 'failed' | 'skipped'
  /** The measured error; absent if it is not finite. */
  readonly error?: number
  /** The largest error that passes. */
  readonly tolerance?: number
  readonly unit?: string
  /** The node that a failure points at. */
  readonly node?: string
  readonly sentence: string
}

export type FromWorker =
  /** Before the run is ready: the number of compiled kernels. */
  | { readonly type: 'preparing'; readonly run: string; readonly done: number; readonly total: number }
  | {
      readonly type: 'ready'
      readonly run: string
      readonly backend: BackendName
      /** Adapter or instruction set, for display: "Apple M2 (metal-3)", "SIMD, 4 threads". */
      readonly description: string
      readonly skipped: readonly SkippedBackend[]
    }
  | {
      readonly type: 'progress'
      readonly run: string
      readonly step: number
      readonly epoch: number
      /** Seconds of training so far, and the estimate of what is left of the budget. */
      readonly elapsed: number
      readonly remaining: number
      /** Share of the budget that is done, 0..1. */
      readonly fraction: number
      readonly medianStepMs: number
      readonly curve: readonly CurvePoint[]
    }
  /** One point for each phase; of models with a likelihood, what it is in bits for each number of an example. */
  | {
      readonly type: 'validation'
      readonly run: string
      readonly points: readonly CurvePoint[]
      readonly bitsPerDim?: number
    }
  | { readonly type: 'preview'; readonly run: string; readonly step: number; readonly preview: Preview }
  | { readonly type: 'view'; readonly run: string; readonly step: number; readonly view: View }
  /** The answers of one check; `done` of `total` checks are over. */
  | {
      readonly type: 'checked'
      readonly run: string
      readonly step: number
      readonly done: number
      readonly total: number
      readonly results: readonly CheckResult[]
    }
  | { readonly type: 'paused'; readonly run: string; readonly step: number }
  /** Sent at intervals: the last valid state, to resume from if the worker or the page is lost. */
  | { readonly type: 'kept'; readonly run: string; readonly checkpoint: Checkpoint }
  /** The run resumes from an earlier step: later steps will be repeated. */
  | { readonly type: 'wentBack'; readonly run: string; readonly step: number; readonly elapsed: number }
  | { readonly type: 'saved'; readonly run: string; readonly checkpoint: Checkpoint }
  | { readonly type: 'finished'; readonly run: string; readonly step: number; readonly checkpoint: Checkpoint }
  /** The run is over and nothing is lost: the checkpoint, where there is one, is the last good state. */
  | {
      readonly type: 'failed'
      readonly run: string
      readonly message: string
      readonly node?: string
      readonly checkpoint?: Checkpoint
    }
  /** Something a person should know while the run goes on, such as a backend that was given up. */
  | { readonly type: 'notice'; readonly run: string; readonly message: string }
