/** Counts the time of training, pauses left out. */
export interface Stopwatch {
  start(): void
  stop(): void
  seconds(): number
}

/** @param now milliseconds. @param seconds on the watch at the beginning; it stands still until started. */
export function createStopwatch(now: () => number, seconds: number): Stopwatch {
  let counted = 1000 * seconds
  let startedAt: number | undefined
  const milliseconds = () => counted + (startedAt === undefined ? 0 : now() - startedAt)
  return {
    start() {
      startedAt ??= now()
    },
    stop() {
      counted = milliseconds()
      startedAt = undefined
    },
    seconds: () => milliseconds() / 1000,
  }
}
