// Work beside the training, such as previews and validation, that may take only a small share of the time.

export interface SideWork {
  /** Least milliseconds between two times. */
  readonly interval: number
  run(): Promise<void>
}

/** Of all time, for each kind of side work. */
const largestShare = 0.05

export interface Schedule {
  /** Does the work when its time has come. */
  runIfDue(): Promise<void>
  /** Does the work now, unless it has been done since the last step. */
  runIfStale(): Promise<void>
}

/** @param now milliseconds. @param step steps done. */
export function scheduled(work: SideWork, now: () => number, step: () => number): Schedule {
  let due = now() + work.interval
  let doneAt = -1
  const run = async () => {
    doneAt = step()
    const start = now()
    await work.run()
    const end = now()
    due = end + Math.max(work.interval, (end - start) * (1 / largestShare - 1))
  }
  return {
    async runIfDue() {
      if (now() >= due && doneAt !== step()) await run()
    },
    async runIfStale() {
      if (doneAt !== step()) await run()
    },
  }
}
