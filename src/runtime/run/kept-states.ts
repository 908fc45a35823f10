// Which of a run's good states the page is given to keep.
import type { Checkpoint, Clock } from '../../engine/index.ts'

/** Milliseconds between two of them, at least. */
const interval = 10_000

export interface KeptStates {
  keep(checkpoint: Checkpoint): void
  /** Keeps the state at the start, the one after it, and from then on one in a while. */
  keepInTime(checkpoint: Checkpoint, startStep: number): void
  /** A state was kept, and the run has gone on since. */
  isBehind(step: number): boolean
}

export function createKeptStates(clock: Pick<Clock, 'now'>, give: (checkpoint: Checkpoint) => void): KeptStates {
  let last: { readonly step: number; readonly at: number } | undefined
  const keep = (checkpoint: Checkpoint) => {
    last = { step: checkpoint.step, at: clock.now() }
    give(checkpoint)
  }
  return {
    keep,
    keepInTime(checkpoint, startStep) {
      if (checkpoint.step === last?.step) return
      if (!last || last.step === startStep || clock.now() - last.at >= interval) keep(checkpoint)
    },
    isBehind: (step) => last !== undefined && step !== last.step,
  }
}
