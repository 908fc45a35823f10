// Which values are stored. Kernels that stay as they are read stored numbers, and reductions end in them; all else may be
// computed again wherever it is read, and is stored only where computing it again would
//  - read more tensors than a shader may bind,
//  - cost much, several times over, or
//  - read a parameter that has been overwritten since.
import { pointwiseOps } from './pointwise-ops.ts'
import type { Step } from './step.ts'
import { operandsOf, type Value } from './value.ts'

/** Of the work for one number, in additions, above which a value that is read in several places is stored. */
const muchWork = 40

/** A value that is read by so many numbers for each of its own is stored if it is more than a little work. */
const muchRepeated = 4
const someWork = 12

/** What is computed here and stored, and what it is computed from. */
export interface Demand {
  /** Operands first. */
  readonly stored: readonly Value[]
  /** Of each stored value, the stored values and those in memory that it is computed from. */
  readonly leaves: ReadonlyMap<Value, ReadonlySet<Value>>
}

/** @param mostLeaves stored tensors that one value may be computed from. */
export function demandOf(step: Step, mostLeaves: number): Demand {
  const roots = new Set(step.outputs)
  for (const { reads } of step.fixed) for (const value of reads.values()) roots.add(value)
  const order = reachable(roots)
  const stored = new Set(
    order.filter(({ definition }) => definition.kind === 'reduced').concat([...roots].filter(isComputed)),
  )
  const readers = readersOf(order)
  const ends = endsOf(step, order)
  const leaves = new Map<Value, ReadonlySet<Value>>()
  const isLeaf = (value: Value) => stored.has(value) || value.definition.kind === 'stored'
  const leavesOf = (value: Value): ReadonlySet<Value> =>
    isLeaf(value) ? new Set([value]) : (leaves.get(value) ?? new Set())
  // What is stored for one reader is a further leaf of others, so this is done until nothing changes.
  for (let before = -1; before < stored.size; ) {
    before = stored.size
    const work = new Map<Value, number>()
    for (const value of order) {
      const sources = sourcesOf(value)
      for (const source of sources) {
        const isRepeated = value.size > muchRepeated * source.size && (work.get(source) ?? 0) > someWork
        if (isRepeated && !isLeaf(source)) stored.add(source)
      }
      let seen = union(sources.map(leavesOf))
      while (seen.size > mostLeaves) {
        const [widest] = sources.filter((one) => !isLeaf(one)).sort((a, b) => leavesOf(b).size - leavesOf(a).size)
        if (!widest)
          throw new Error(`Fusion: ${seen.size} tensors are read for one number, possible are ${mostLeaves}.`)
        stored.add(widest)
        seen = union(sources.map(leavesOf))
      }
      leaves.set(value, seen)
      work.set(value, costOf(value) + sources.reduce((sum, one) => sum + (isLeaf(one) ? 0 : (work.get(one) ?? 0)), 0))
      if (isLeaf(value)) continue
      const readAt = (readers.get(value) ?? []).map(({ position }) => position)
      const isLate = [...seen].some((leaf) => (ends.get(leaf) ?? Number.POSITIVE_INFINITY) < Math.max(...readAt))
      if (isLate || (readAt.length > 1 && (work.get(value) ?? 0) > muchWork)) stored.add(value)
    }
  }
  return { stored: order.filter((value) => stored.has(value)), leaves }
}

function union(sets: readonly ReadonlySet<Value>[]): Set<Value> {
  const all = new Set<Value>()
  for (const set of sets) for (const one of set) all.add(one)
  return all
}

/** Everything that the roots are computed from, operands first. */
function reachable(roots: Iterable<Value>): readonly Value[] {
  const order = new Set<Value>()
  const open = [...roots].map((value) => ({ value, isEntered: false }))
  for (let top = open.at(-1); top; top = open.at(-1)) {
    if (top.isEntered || order.has(top.value)) {
      open.pop()
      order.add(top.value)
      continue
    }
    top.isEntered = true
    for (const value of sourcesOf(top.value)) if (!order.has(value)) open.push({ value, isEntered: false })
  }
  return [...order].filter(({ definition }) => definition.kind !== 'splat')
}

/** What a value is computed from directly, constants left out. */
export function sourcesOf(value: Value): readonly Value[] {
  const { definition } = value
  const sources =
    definition.kind === 'reduced' ? [definition.operand] : operandsOf(value).map((operand) => operand.value)
  return [...new Set(sources)].filter((source) => source.definition.kind !== 'splat')
}

const isComputed = ({ definition }: Value): boolean => definition.kind !== 'stored' && definition.kind !== 'splat'

export function costOf({ definition }: Value): number {
  if (definition.kind === 'pieces') return 2 * definition.pieces.length
  return definition.kind === 'pointwise' ? (pointwiseOps[definition.op]?.cost ?? 0) : 0
}

function readersOf(values: readonly Value[]): ReadonlyMap<Value, readonly Value[]> {
  const readers = new Map<Value, Value[]>()
  for (const value of values) {
    for (const source of sourcesOf(value)) {
      const list = readers.get(source)
      if (list) list.push(value)
      else readers.set(source, [value])
    }
  }
  return readers
}

/** Of values in memory that are overwritten: the position of the kernel that does it. */
function endsOf({ fixed }: Step, values: readonly Value[]): ReadonlyMap<Value, number> {
  const ends = new Map<Value, number>()
  const writers = fixed.filter(({ overwrites }) => overwrites.length > 0)
  for (const value of values) {
    const { definition, position } = value
    if (definition.kind !== 'stored') continue
    const { id } = definition.ref
    const writer = writers.find((one) => one.position > position && one.overwrites.includes(id))
    if (writer) ends.set(value, writer.position)
  }
  return ends
}
