// Whether a value can join a job of the dispatch that is being put together, and what it would read from memory there.
import { costOf } from './demand.ts'
import { type Job, type Level, levelIn, sourceLevels } from './job.ts'
import type { Value } from './value.ts'

export interface Placement {
  /** Values read from memory. */
  readonly loads: ReadonlySet<Value>
  /** Members of the job whose numbers are available. */
  readonly atHand: ReadonlySet<Value>
}

export interface Surroundings {
  /** Values that are stored at some time. */
  isStored(value: Value): boolean
  /** Values that are in memory before the dispatch begins. */
  isInMemory(value: Value): boolean
  /** Whether what another job of the dispatch computes may be computed once more. */
  readonly mayRepeat: boolean
}

/** Above it, computing numbers a second time costs more than another dispatch. */
const mostRepeatedWork = 200

/** Null where the value needs something that is not available yet. */
export function placementIn({ domain, members }: Job, value: Value, around: Surroundings): Placement | null {
  const start = levelIn(domain, value)
  if (!start) return null
  const loads = new Set<Value>()
  const atHand = new Set<Value>()
  const present = new Set(members)
  const seen = new Set<string>()
  let repeatedWork = 0

  const visit = (source: Value, level: Level): boolean => {
    const key = `${source.id} ${level}`
    if (seen.has(key) || source.definition.kind === 'splat') return true
    seen.add(key)
    if (present.has(source) && levelIn(domain, source) === level) {
      atHand.add(source)
      return true
    }
    if (source.definition.kind === 'stored' || around.isStored(source)) {
      if (around.isInMemory(source)) {
        loads.add(source)
        return true
      }
      if (!around.mayRepeat || source.definition.kind === 'reduced' || source.definition.kind === 'stored') return false
      repeatedWork += costOf(source)
      if (repeatedWork > mostRepeatedWork) return false
    }
    return sourceLevels(domain, source, level).every((next) => visit(next.value, next.level))
  }
  return sourceLevels(domain, value, start).every((next) => visit(next.value, next.level)) ? { loads, atHand } : null
}
