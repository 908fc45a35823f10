// The run as seen by the rest of the page, and the actions on it.
import type { BackendChoice, Checkpoint } from '../../engine/index.ts'
import type { FromWorker, SampleRequest } from '../../protocol/messages.ts'
import type { Watched } from '../../protocol/pictures.ts'
import type { RunRecord } from './run-record.ts'
import type { RunState } from './run-state.ts'
import type { GivenLabels } from './sample-labels.ts'

export interface RunActions {
  /** Starts training the present graph from new weights. Does nothing while the graph has problems. */
  start(): void
  /** Continues from the last checkpoint with the current graph and settings; from the start if it does not fit. */
  continueRun(): void
  pause(): void
  resume(): void
  /** One training step; starts a paused run where there is none. */
  step(): void
  /** Ends the run and keeps its last state for going on later. */
  stop(): void
  /** Forgets the run, its weights and its curves. */
  reset(): void
  /** The current training state, for a file; `null` if there is none that fits the current graph. */
  save(): Promise<Checkpoint | null>
  /** Puts a checkpoint into the present graph and stays there, ready to draw samples. `false` where it does not fit. */
  restore(checkpoint: Checkpoint): boolean
  /** Shows a saved run, ready to resume; not if there is already a run, unless it is an older saved one. */
  offer(record: RunRecord): void
  /** The document is closed: a run that goes on is stopped, and the worker ends once it has given the last state. */
  close(): void
  /** The document is open again. */
  reopen(): void
  /** Draws new samples from the current model. */
  resample(request: SampleRequest): void
  /** Has the worker keep a picture up to date, until the function that is returned is called. */
  watch(picture: Watched): () => void
  /** Asks what the model makes of a latent that is shown at a place; the answer is the view `decoded`. */
  decode(at: readonly [number, number], latent: Float32Array): void
  /** Checks the maths of the existing model, or else of the current graph with initial weights. */
  check(): void
  /** Holds from the next start on. */
  setBackend(choice: BackendChoice): void
  /** Takes in a message of the worker. */
  receive(message: FromWorker): void
}

export interface RunSlice {
  readonly run: RunState
  readonly runActions: RunActions
  /** The labels of samples, chosen by the user and kept from run to run; `null` if labels are drawn from the data. */
  readonly givenLabels: GivenLabels | null
}
