// How often the numbers of a value are read, if it is not stored: each reading computes them again.
import { identityMap, mapKey } from './index-map.ts'
import { operandsOf, type Value } from './value.ts'

export interface Readings {
  /** The last record that reads the value; -1 where none does. */
  readonly last: number
  readonly readers: number
  /** Distinct places that a reader's number is computed from: one per index map. */
  readonly places: number
  /** How often each number is read, over all places. */
  readonly times: number
}

const none: Readings = { last: -1, readers: 0, places: 0, times: 0 }

export function readingsOf(values: readonly Value[]): (value: Value) => Readings {
  const found = new Map<Value, Readings>()
  const places = new Map<Value, Set<string>>()
  for (const reader of values) {
    const { definition, position } = reader
    const operands =
      definition.kind === 'reduced'
        ? [{ value: definition.operand, map: identityMap(definition.operand.size) }]
        : operandsOf(reader)
    for (const { value, map } of operands) {
      const before = found.get(value) ?? none
      const known = places.get(value) ?? new Set<string>()
      const key = mapKey(map)
      const isNew = !known.has(key)
      places.set(value, known.add(key))
      found.set(value, {
        last: Math.max(before.last, position),
        readers: before.readers + 1,
        places: known.size,
        times: before.times + (isNew ? map.size / value.size : 0),
      })
    }
  }
  return (value) => found.get(value) ?? none
}
