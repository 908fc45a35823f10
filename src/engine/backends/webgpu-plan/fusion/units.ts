// The step as units that are run one after another, unchanged kernels and values that fusion computes, with
// what must come before what. A unit that overwrites numbers in place comes after all that read the old ones.
import type { Demand } from './demand.ts'
import type { FixedKernel, Step } from './step.ts'
import type { Value } from './value.ts'

export interface FixedUnit {
  readonly kind: 'fixed'
  readonly position: number
  readonly kernel: FixedKernel
}

export interface ComputedUnit {
  readonly kind: 'computed'
  readonly position: number
  readonly value: Value
  /** The stored values that it is computed from. */
  readonly leaves: ReadonlySet<Value>
}

export type Unit = FixedUnit | ComputedUnit

export interface Units {
  /** In an order in which they can be run. */
  readonly all: readonly Unit[]
  /** What comes before a unit. */
  before(unit: Unit): ReadonlySet<Unit>
  /** The computed units that read a value. */
  readers(value: Value): ReadonlySet<Unit>
  /** Read by a kernel that stays unchanged, or after the step. */
  isNeededInMemory(value: Value): boolean
}

export function unitsOf(step: Step, { stored, leaves }: Demand): Units {
  const computed = stored.map(
    (value): ComputedUnit => ({ kind: 'computed', position: value.position, value, leaves: leaves.get(value) ?? none }),
  )
  const fixed = step.fixed.map((kernel): FixedUnit => ({ kind: 'fixed', position: kernel.position, kernel }))
  const makers = new Map<Value, Unit>()
  for (const unit of computed) makers.set(unit.value, unit)
  for (const unit of fixed) for (const value of unit.kernel.writes) makers.set(value, unit)
  const readsOf = (unit: Unit) => (unit.kind === 'fixed' ? unit.kernel.reads.values() : unit.leaves)
  const all = [...fixed, ...computed].sort((a, b) => a.position - b.position)

  const readers = new Map<Value, Set<Unit>>()
  const before = new Map<Unit, Set<Unit>>()
  for (const unit of all) {
    const own = new Set<Unit>()
    before.set(unit, own)
    for (const value of readsOf(unit)) {
      const maker = makers.get(value)
      if (maker) own.add(maker)
      const list = readers.get(value)
      if (list) list.add(unit)
      else readers.set(value, new Set([unit]))
    }
  }
  const inMemory = [...readers.keys(), ...makers.keys()].filter(({ definition }) => definition.kind === 'stored')
  for (const unit of fixed) {
    const own = before.get(unit)
    for (const value of inMemory) {
      if (value.definition.kind !== 'stored' || value.position >= unit.position) continue
      if (!unit.kernel.overwrites.includes(value.definition.ref.id)) continue
      for (const earlier of [...(readers.get(value) ?? []), makers.get(value)]) {
        if (earlier && earlier !== unit) own?.add(earlier)
      }
    }
  }
  const fixedReads = new Set([...step.outputs, ...fixed.flatMap(({ kernel }) => [...kernel.reads.values()])])
  return {
    all,
    before: (unit) => before.get(unit) ?? none,
    readers: (value) => readers.get(value) ?? none,
    isNeededInMemory: (value) => fixedReads.has(value),
  }
}

const none: ReadonlySet<never> = new Set()
