// The run that the page watches, as a state machine: what changes it are events, of the user and of the worker, and what is to be
// done because of them are effects. What is known of the run comes from the worker's answers alone, save for the moment of
// starting, stopping and resetting, which the page itself decides.
import type { Program } from '../../compiler/program/program.ts'
import type { KnownDatasets } from '../../engine/data/dataset-catalogue.ts'
import type { BackendChoice, Checkpoint } from '../../engine/index.ts'
import type { GraphDocument } from '../../graph/document.ts'
import type { FromWorker, SampleRequest, ToWorker } from '../../protocol/messages.ts'
import type { Watched } from '../../protocol/pictures.ts'
import { type LatestRequest, noRequest } from './latest-request.ts'
import { idleRun, type RunState } from './run-state.ts'
import type { GivenLabels } from './sample-labels.ts'

export interface DecodeRequest {
  readonly at: readonly [number, number]
  readonly latent: Float32Array
}

export interface RunMachine {
  readonly run: RunState
  readonly givenLabels: GivenLabels | null
  /** What the page shows of the existing runs. */
  readonly watched: readonly Watched[]
  /** So many have been started, after which the next is named. */
  readonly started: number
  /** A step is made as soon as the run rests. */
  readonly stepsOnceReady: boolean
  readonly decoding: LatestRequest<DecodeRequest>
  /** The run is to stop, and has not yet given its last state. */
  readonly isStopping: boolean
  /** The document was closed, and the run's last state is awaited. */
  readonly isClosing: boolean
}

export const idleMachine: RunMachine = {
  run: idleRun,
  givenLabels: null,
  watched: [],
  started: 0,
  stepsOnceReady: false,
  decoding: noRequest,
  isStopping: false,
  isClosing: false,
}

export type RunEvent =
  | { readonly event: 'start' | 'continue' | 'pause' | 'resume' | 'step' | 'stop' | 'reset' | 'save' | 'check' }
  | { readonly event: 'restore'; readonly checkpoint: Checkpoint }
  /** A saved run is available to show. */
  | { readonly event: 'offer'; readonly state: RunState }
  /** The document is closed, or open again after all. */
  | { readonly event: 'close' | 'reopen' }
  /** The worker has ended, as it does with the document. */
  | { readonly event: 'freed' }
  | { readonly event: 'resample'; readonly request: SampleRequest }
  | { readonly event: 'watch' | 'unwatch'; readonly picture: Watched }
  | { readonly event: 'decode'; readonly request: DecodeRequest }
  | { readonly event: 'chooseBackend'; readonly choice: BackendChoice }
  | { readonly event: 'answer'; readonly message: FromWorker }

export type RunEffect =
  | { readonly effect: 'send'; readonly message: ToWorker }
  /** Those who wait for the state of the run get this one. */
  | { readonly effect: 'saved'; readonly checkpoint: Checkpoint | null }
  /** The worker is no longer needed. */
  | { readonly effect: 'free' }

/** What a run would train. */
export interface Trainable {
  readonly program: Program
  readonly document: GraphDocument
}

/** What events are judged by: the present graph, `null` while it has problems, and the data there are. */
export interface RunSetting {
  readonly trainable: Trainable | null
  readonly datasets: KnownDatasets
}

export interface RunTransition {
  readonly machine: RunMachine
  readonly effects: readonly RunEffect[]
}

export const unchanged = (machine: RunMachine): RunTransition => ({ machine, effects: [] })

export const send = (message: ToWorker): RunEffect => ({ effect: 'send', message })

/** One transition after another. */
export function andThen(
  { machine, effects }: RunTransition,
  next: (machine: RunMachine) => RunTransition,
): RunTransition {
  const after = next(machine)
  return { machine: after.machine, effects: [...effects, ...after.effects] }
}

export const withRun = (machine: RunMachine, change: Partial<RunState>): RunMachine => ({
  ...machine,
  run: { ...machine.run, ...change },
})

/** A message to the existing run. */
export const told = (
  machine: RunMachine,
  type: 'pause' | 'resume' | 'step' | 'stop' | 'save' | 'check',
): RunTransition => {
  const { id } = machine.run
  return { machine, effects: id === null ? [] : [send({ type, run: id })] }
}
