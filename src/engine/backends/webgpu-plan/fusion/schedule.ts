// The order of a step: kernels that stay unchanged run as soon as they can; values are computed as late as they can,
// when no kernel can run without them, and then as many in one dispatch as fit, so that waiting values can share it.
import { createPacking, type PackedDispatch, type PackingLimits } from './packing.ts'
import type { FixedKernel } from './step.ts'
import type { ComputedUnit, FixedUnit, Unit, Units } from './units.ts'
import type { Value } from './value.ts'

export type Stage = { readonly fixed: FixedKernel } | { readonly packed: PackedDispatch }

/** @throws Error when one value needs more buffers than a shader may bind. */
export function scheduleOf(units: Units, limits: PackingLimits): readonly Stage[] {
  const stages: Stage[] = []
  const done = new Set<Unit>()
  const makers = new Map<Value, ComputedUnit>()
  let waitingFixed = units.all.filter((unit): unit is FixedUnit => unit.kind === 'fixed')
  let waiting = units.all.filter((unit): unit is ComputedUnit => unit.kind === 'computed')
  for (const unit of waiting) makers.set(unit.value, unit)
  const isReady = (unit: Unit) => [...units.before(unit)].every((one) => done.has(one))

  const runFixed = () => {
    for (let ran = true; ran; ) {
      ran = false
      waitingFixed = waitingFixed.filter((unit) => {
        if (!isReady(unit)) return true
        stages.push({ fixed: unit.kernel })
        done.add(unit)
        ran = true
        return false
      })
    }
  }

  for (runFixed(); waiting.length > 0; runFixed()) {
    const packed = pack()
    if (packed.jobs.length === 0) throw new Error(`Fusion: of ${waiting.length} values none can be computed next.`)
    stages.push({ packed })
  }
  if (waitingFixed.length > 0) throw new Error(`Fusion: ${waitingFixed.length} kernels wait for each other.`)
  return stages

  function pack(): PackedDispatch {
    const isInMemory = (value: Value) => {
      const maker = makers.get(value)
      return maker ? done.has(maker) : true
    }
    const packing = createPacking(units, limits, (value) => makers.get(value), isInMemory)
    const placed = new Set<Unit>()
    const urgent = urgentUnits()
    const fill = (candidates: readonly ComputedUnit[], mayRepeat: boolean) => {
      for (const unit of candidates) {
        const isNear = [...units.before(unit)].every((one) => done.has(one) || placed.has(one))
        if (isNear && packing.place(unit, mayRepeat)) placed.add(unit)
      }
    }
    fill(
      waiting.filter((unit) => urgent.has(unit)),
      true,
    )
    fill(
      waiting.filter((unit) => !urgent.has(unit)),
      false,
    )
    for (const unit of placed) done.add(unit)
    waiting = waiting.filter((unit) => !placed.has(unit))
    return packing.finish()
  }

  /** The values without which no kernel can run next; all that wait where no kernel waits. */
  function urgentUnits(): ReadonlySet<Unit> {
    const urgent = new Set<Unit>()
    const needed = (unit: Unit, into: Set<Unit>): boolean =>
      [...units.before(unit)].every((one) => {
        if (done.has(one) || into.has(one)) return true
        if (one.kind === 'fixed') return false
        into.add(one)
        return needed(one, into)
      })
    for (const unit of waitingFixed) {
      const own = new Set<Unit>()
      if (needed(unit, own)) for (const one of own) urgent.add(one)
    }
    return urgent.size > 0 ? urgent : new Set(waiting)
  }
}
