// Times of a step's phases, for development. Steps that are replayed from a recording run no separate phases.
import type { PhaseTimes } from '../../protocol/phase-times.ts'
import type { PhaseRun } from './phase-run.ts'

export interface PhaseClock {
  /** Milliseconds. */
  now(): number
  note(phase: string, ms: number): void
}

/** The phase, with the time of each of its updates noted. */
export const timed = (phase: PhaseRun, { now, note }: PhaseClock): PhaseRun => ({
  ...phase,
  run(batch, context, update, probe) {
    const start = now()
    const result = phase.run(batch, context, update, probe)
    note(phase.name, now() - start)
    return result
  },
})

/** As many updates make a mean. */
const updatesKept = 50
/** Milliseconds between two tellings. */
const interval = 500

/** Of one run. @param tell gets the means now and then. */
export function createPhaseClock(run: string, now: () => number, tell: (times: PhaseTimes) => void): PhaseClock {
  const last = new Map<string, number[]>()
  let toldAt = now()
  return {
    now,
    note(phase, ms) {
      const times = last.get(phase) ?? []
      last.set(phase, [...times, ms].slice(-updatesKept))
      if (now() - toldAt < interval) return
      toldAt = now()
      tell({ run, means: [...last].map(([name, all]) => [name, all.reduce((sum, one) => sum + one, 0) / all.length]) })
    },
  }
}
