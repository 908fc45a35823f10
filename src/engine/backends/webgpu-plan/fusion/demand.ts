// Which values are stored. Kernels that stay as they are read stored numbers, and reductions end in them; all else may be
// computed again wherever it is read, and is stored only where computing it again would
//  - read more tensors than a shader may bind,
//  - cost much, several times over, or
//  - read a parameter that has been overwritten since.
import { pointwiseOps } from './pointwise-ops.ts'
import { type Readings, readingsOf } from './readings.ts'
import type { Step } from './step.ts'
import { operandsOf, type Value } from './value.ts'

/** The work for one number, in additions, that is done again for a second reader rather than stored. */
const muchWork = 48
/** The same where each number is computed again many times over. */
const someWork = 12
const manyTimes = 4

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
  const readingsAt = readingsOf(order)
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
      let seen = union(sources.map(leavesOf))
      while (seen.size > mostLeaves) {
        const [widest] = sources.filter((one) => !isLeaf(one)).sort((a, b) => leavesOf(b).size - leavesOf(a).size)
        if (!widest)
          throw new Error(`Fusion: ${seen.size} tensors are read for one number, possible are ${mostLeaves}.`)
        stored.add(widest)
        seen = union(sources.map(leavesOf))
      }
      leaves.set(value, seen)
      const own = costOf(value) + sources.reduce((sum, one) => sum + (isLeaf(one) ? 1 : (work.get(one) ?? 0)), 0)
      work.set(value, own)
      if (isLeaf(value)) continue
      const { last, ...readings } = readingsAt(value)
      const isLate = [...seen].some((leaf) => (ends.get(leaf) ?? Number.POSITIVE_INFINITY) < last)
      if (isLate || isMuch(own, readings)) stored.add(value)
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
function sourcesOf(value: Value): readonly Value[] {
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

/** Whether the work for one number is too much to be done for every reading. */
function isMuch(work: number, { readers, places, times }: Omit<Readings, 'last'>): boolean {
  if (readers > 1 && work > muchWork) return true
  // Readers that look at different parts of it do no work twice.
  if (times <= 1) return false
  // One number of a reader that looks at several places, as in a product of matrices, takes all their work.
  return (places > 1 || times > manyTimes) && places * work > someWork
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
