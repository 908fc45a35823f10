// What the rest of the page knows of a run and can ask of it.
import type { BackendChoice, Checkpoint } from '../../engine/index.ts'
import type { FromWorker, SampleRequest } from '../../protocol/messages.ts'
import type { Watched } from '../../protocol/pictures.ts'
import type { RunRecord } from './run-record.ts'
import type { RunState } from './run-state.ts'
import type { GivenLabels } from './sample-labels.ts'

export interface RunActions {
  /** Starts training the present graph from new weights. Does nothing while the graph has problems. */
  start(): void
  /** Goes on from the last checkpoint with the present graph and settings; from the start where it does not fit. */
  continueRun(): void
  pause(): void
  resume(): void
  /** One training step; starts a paused run where there is none. */
  step(): void
  /** Ends the run and keeps its last state for going on later. */
  stop(): void
  /** Forgets the run, its weights and its curves. */
  reset(): void
  /** The present state of the training, for a file; `null` where there is none that the present graph could go on from. */
  save(): Promise<Checkpoint | null>
  /** Puts a checkpoint into the present graph and stays there, ready to draw samples. `false` where it does not fit. */
  restore(checkpoint: Checkpoint): boolean
  /** Shows a run that was kept, ready to go on with; not where a run is there already, unless it is an older of the kind. */
  offer(record: RunRecord): void
  /** The document is closed: a run that goes on is stopped, and the worker ends once it has given the last state. */
  close(): void
  /** The document is open again. */
  reopen(): void
  /** Draws new samples from the model as it is. */
  resample(request: SampleRequest): void
  /** Has the worker keep a picture up to date, until the function that is returned is called. */
  watch(picture: Watched): () => void
  /** Asks what the model makes of a latent that is shown at a place; the answer is the view `decoded`. */
  decode(at: readonly [number, number], latent: Float32Array): void
  /** Checks the maths of the model that is there; where none is, of the present graph's, ready to train. */
  check(): void
  /** Holds from the next start on. */
  setBackend(choice: BackendChoice): void
  /** Takes in a message of the worker. */
  receive(message: FromWorker): void
}

export interface RunSlice {
  readonly run: RunState
  readonly runActions: RunActions
  /** What samples are given, chosen by the person and kept from run to run; `null` where labels are drawn from the data. */
  readonly givenLabels: GivenLabels | null
}
