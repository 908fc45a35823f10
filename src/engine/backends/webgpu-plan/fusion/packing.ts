// Puts as many waiting values as fit into one dispatch: into existing loops where they share what they read, else
// into separate loops beside them. A dispatch binds few buffers, and none of its jobs sees what another writes.
import { domainOf, type Job } from './job.ts'
import { type Placement, placementIn } from './placement.ts'
import type { ComputedUnit, Unit, Units } from './units.ts'
import type { Value } from './value.ts'

export interface PackedDispatch {
  readonly jobs: readonly Job[]
  /** Members that are read from memory. */
  readonly stores: ReadonlySet<Value>
}

export interface PackingLimits {
  /** Storage buffers of a shader. */
  readonly buffers: number
  readonly jobs: number
}

interface GrowingJob extends Job {
  readonly members: Value[]
}

export interface Packing {
  /** Makes room for the value in the dispatch, or says that it does not fit or has to wait. */
  place(unit: ComputedUnit, mayRepeat: boolean): boolean
  finish(): PackedDispatch
}

export function createPacking(
  units: Units,
  limits: PackingLimits,
  makerOf: (value: Value) => ComputedUnit | undefined,
  isInMemory: (value: Value) => boolean,
): Packing {
  const jobs: GrowingJob[] = []
  const placed = new Set<Unit>()
  const members: ComputedUnit[] = []
  const loads = new Set<Value>()
  const isStored = (value: Value) => makerOf(value) !== undefined

  const storesWith = (unit: ComputedUnit | null): ReadonlySet<Value> => {
    const isOutside = (reader: Unit) => reader !== unit && !placed.has(reader)
    const isRead = ({ value }: ComputedUnit) =>
      units.isNeededInMemory(value) || [...units.readers(value)].some(isOutside)
    return new Set([...members, ...(unit ? [unit] : [])].filter(isRead).map(({ value }) => value))
  }

  const fits = (unit: ComputedUnit, placement: Placement): boolean =>
    new Set([...loads, ...placement.loads]).size + storesWith(unit).size <= limits.buffers

  return {
    place(unit, mayRepeat) {
      const { value } = unit
      let best: { readonly job: GrowingJob; readonly placement: Placement; readonly shared: number } | null = null
      for (const job of jobs) {
        const placement = placementIn(job, value, { isStored, isInMemory, mayRepeat })
        if (!placement || !fits(unit, placement)) continue
        const shared = placement.atHand.size + [...placement.loads].filter((one) => loads.has(one)).length
        if (shared > (best?.shared ?? 0)) best = { job, placement, shared }
      }
      if (!best && jobs.length < limits.jobs) {
        const job: GrowingJob = { domain: domainOf(value), members: [] }
        const placement = placementIn(job, value, { isStored, isInMemory, mayRepeat })
        if (placement && fits(unit, placement)) {
          best = { job, placement, shared: 0 }
          jobs.push(job)
        }
      }
      if (!best) return false
      best.job.members.push(value)
      for (const one of best.placement.loads) loads.add(one)
      placed.add(unit)
      members.push(unit)
      return true
    },
    finish: () => ({ jobs, stores: storesWith(null) }),
  }
}
