// Those who wait for the state of a run that goes on. The worker's next answer is for all of them.
import type { Checkpoint } from '../../engine/index.ts'

export interface SaveQueue {
  ask(): Promise<Checkpoint | null>
  /** Answers all who wait; `null` where the run is over and has left no state. */
  settle(checkpoint: Checkpoint | null): void
}

export function createSaveQueue(): SaveQueue {
  let waiting: ((checkpoint: Checkpoint | null) => void)[] = []
  return {
    ask: () => new Promise((resolve) => waiting.push(resolve)),
    settle(checkpoint) {
      const answered = waiting
      waiting = []
      for (const resolve of answered) resolve(checkpoint)
    },
  }
}
