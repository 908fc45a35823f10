// Bursts of steps that were sent off and are not known to be done. Two are kept under way, so that the device computes while
// the answer of the one before travels. Some browsers answer late: Firefox looks at its queue every 100 ms. That delay is
// measured on an idle device and kept out of what a burst is taken to cost, or bursts would shrink to a step each.

export interface BurstQueue {
  /** How many steps the next burst may have. */
  limit(): number
  /** These steps were sent off, from `start` on. Waits until there is room for another burst. */
  sent(steps: number, start: number): Promise<void>
  /** Waits until everything sent off is done. */
  drain(): Promise<void>
  /** Asks how long a device takes to answer when it has nothing to do. To be called when nothing is under way. */
  measureDelay(): Promise<void>
  /** Milliseconds from one step to the next, as a median; 0 before the first. */
  stepMs(): number
}

export interface BurstQueueOptions {
  /** Milliseconds. */
  now(): number
  /** Until the steps so far have been computed. */
  settle(): Promise<void>
  /** Milliseconds of work that a burst should have. */
  readonly burstLength: number
}

const mostUnderWay = 2
/** A burst may have this many times the steps of one that proved short enough. */
const growth = 2
/** Milliseconds. A longer delay is not made up for by longer bursts: commands would wait for them. */
const longestDelay = 250
const pacesKept = 1001

interface Burst {
  readonly steps: number
  readonly start: number
  /** Steps that were under way when it was sent off, its own included. */
  readonly queued: number
}

export function createBurstQueue({ now, settle, burstLength }: BurstQueueOptions): BurstQueue {
  const underWay: Promise<void>[] = []
  const paces: number[] = []
  let stepsUnderWay = 0
  let delay = 0
  let limit = 1
  let lastDone = Number.NEGATIVE_INFINITY
  let counted = { ms: 0, steps: 0 }

  const done = ({ steps, start, queued }: Burst) => {
    const time = now()
    stepsUnderWay -= steps
    const stepMs = Math.max(0, time - start - delay) / queued
    const wanted = stepMs > 0 ? (burstLength + delay / 2) / stepMs : Number.POSITIVE_INFINITY
    limit = Math.max(1, Math.round(Math.min(wanted, growth * steps)))
    // Late answers arrive several at a time: they show the pace only over more than one delay.
    counted = { ms: counted.ms + time - Math.max(start, lastDone), steps: counted.steps + steps }
    lastDone = time
    if (counted.ms < 2 * delay) return
    paces.push(counted.ms / counted.steps)
    if (paces.length > pacesKept) paces.shift()
    counted = { ms: 0, steps: 0 }
  }

  return {
    limit: () => limit,
    async sent(steps, start) {
      stepsUnderWay += steps
      const burst = { steps, start, queued: stepsUnderWay }
      const answered = settle().then(() => done(burst))
      // The caller that waits for it receives a failure; until then it does not count as unhandled.
      answered.catch(() => undefined)
      underWay.push(answered)
      while (underWay.length >= mostUnderWay) await underWay.shift()
    },
    async drain() {
      while (underWay.length > 0) await underWay.shift()
    },
    async measureDelay() {
      const start = now()
      await settle()
      delay = Math.min(now() - start, longestDelay)
    },
    stepMs: () => (paces.length > 0 ? median(paces) : counted.ms / Math.max(1, counted.steps)),
  }
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}
