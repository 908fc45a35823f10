// Work beside the training, such as previews and validation, that may take only a small share of the time.

/** Work that takes only a small share of the training time. */
export interface SideWork {
  /** Least milliseconds between two times. */
  readonly interval: number
  /** About how many training steps it costs: what it is taken to cost until it has been measured; 1 where not said. */
  readonly stepsWorth?: number
  /** Does the work once. */
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

/** What a schedule goes by. */
export interface Going {
  /** Milliseconds. */
  now(): number
  /** Steps done, and the milliseconds that one takes. */
  step(): number
  stepMs(): number
}

export function scheduled(work: SideWork, { now, step, stepMs }: Going): Schedule {
  const begin = now()
  let due = begin + work.interval
  let doneAt = -1
  let cost: number | undefined
  const pause = () => Math.max(work.interval, (cost ?? (work.stepsWorth ?? 1) * stepMs()) * (1 / largestShare - 1))
  const run = async () => {
    doneAt = step()
    const start = now()
    await work.run()
    cost = now() - start
    due = start + cost + pause()
  }
  return {
    async runIfDue() {
      if (cost === undefined) due = begin + pause()
      if (now() >= due && doneAt !== step()) await run()
    },
    async runIfStale() {
      if (doneAt !== step()) await run()
    },
  }
}
