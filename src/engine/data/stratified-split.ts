// A fixed split in which every class is divided alike, by the order of the source: no random numbers, so that anyone can make it.

export type SplitIndices = {
  readonly train: Uint32Array
  readonly validation: Uint32Array
  readonly test: Uint32Array
}

/**
 * The example in place k of the n of its class goes to train when k / n < 0.8, to validation when k / n < 0.9, else to test.
 * Within a split the classes take turns (the first of class 0, of class 1, ...), so that any beginning of a split shows them all.
 */
export function stratifiedSplit(labels: Uint8Array, classes: number): SplitIndices {
  const byClass = Array.from({ length: classes }, (): number[] => [])
  for (const [index, label] of labels.entries()) {
    const members = byClass[label]
    if (members === undefined)
      throw new RangeError(`Example ${index} has label ${label}, expected less than ${classes}`)
    members.push(index)
  }
  return {
    train: Uint32Array.from(takeTurns(byClass.map((members) => members.slice(0, boundary(members, 8))))),
    validation: Uint32Array.from(
      takeTurns(byClass.map((members) => members.slice(boundary(members, 8), boundary(members, 9)))),
    ),
    test: Uint32Array.from(takeTurns(byClass.map((members) => members.slice(boundary(members, 9))))),
  }
}

/** The first place k with k / n >= tenths / 10. */
function boundary(members: readonly number[], tenths: number): number {
  return Math.ceil((tenths * members.length) / 10)
}

function* takeTurns(lists: readonly (readonly number[])[]): Generator<number> {
  const longest = Math.max(0, ...lists.map((list) => list.length))
  for (let place = 0; place < longest; place++)
    for (const list of lists) {
      const index = list[place]
      if (index !== undefined) yield index
    }
}
