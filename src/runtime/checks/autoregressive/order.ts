// Whether a relation of elements leaves an order in which each reads only those before it, and if not, where it fails.
import type { Relation } from './dependencies.ts'

export interface OrderFinding {
  /** Elements that read themselves, or each other in a circle. */
  readonly inCircles: number
  /** Two elements of a circle, the same one twice where it reads itself. */
  readonly example?: readonly [element: number, read: number]
  /** Pairs of different elements of which one reads the other. */
  readonly pairs: number
  /** Elements that no other reads, and that read no other. */
  readonly unread: number
  readonly unreading: number
}

export function findOrder({ size, reads }: Relation): OrderFinding {
  const left = new Set(Array.from({ length: size }, (_, i) => i))
  const readsNone = (i: number) => !any(left, (j) => reads[i * size + j] === 1)
  const readByNone = (i: number) => !any(left, (j) => reads[j * size + i] === 1)
  // What reads nothing that is left comes first, what is read by nothing that is left comes last: neither is in a circle.
  for (let before = -1; before !== left.size; ) {
    before = left.size
    for (const i of left) if (readsNone(i) || readByNone(i)) left.delete(i)
  }
  const everyone = new Set(Array.from({ length: size }, (_, i) => i))
  const others = (i: number, of: (j: number) => boolean) => any(everyone, (j) => j !== i && of(j))
  let [pairs, unread, unreading] = [0, 0, 0]
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) if (i !== j && reads[i * size + j]) pairs++
    if (!others(i, (j) => reads[j * size + i] === 1)) unread++
    if (!others(i, (j) => reads[i * size + j] === 1)) unreading++
  }
  const example = exampleIn(left, { size, reads })
  return { inCircles: left.size, ...(example && { example }), pairs, unread, unreading }
}

function exampleIn(left: ReadonlySet<number>, { size, reads }: Relation): readonly [number, number] | undefined {
  for (const i of left) if (reads[i * size + i]) return [i, i]
  for (const i of left) for (const j of left) if (reads[i * size + j] && reads[j * size + i]) return [i, j]
  for (const i of left) for (const j of left) if (reads[i * size + j]) return [i, j]
  return undefined
}

function any(elements: Iterable<number>, test: (element: number) => boolean): boolean {
  for (const element of elements) if (test(element)) return true
  return false
}
