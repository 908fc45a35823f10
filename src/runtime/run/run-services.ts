// What a run is started with.
import type { DatasetCatalogue } from '../../engine/data/dataset-catalogue.ts'
import type { BackendChoice, Clock, RunningBackend } from '../../engine/index.ts'
import type { FromWorker, ToWorker } from '../../protocol/messages.ts'
import type { Ops } from '../op-of.ts'
import type { PhaseClock } from '../training/phase-times.ts'

export interface RunServices {
  readonly ops: Ops
  readonly clock: Clock
  startBackend(choice: BackendChoice): Promise<RunningBackend>
  readonly datasets: DatasetCatalogue
  post(message: FromWorker): void
  /** Times the phases of a run; only while people develop. */
  readonly phaseClock?: ((run: string) => PhaseClock) | undefined
}

export type Start = Extract<ToWorker, { type: 'start' }>
export type RunCommand = Exclude<ToWorker, Start>
