// What a document may hold that no one drew: names that plain objects inherit, numbers at the edge, text of every sort.
import type { Control } from '../../src/graph/fields.ts'
import type { Json, JsonObject } from '../../src/graph/json.ts'
import type { Chance } from './chance.ts'

/** Those that a document's identifiers and ports may be. */
export const hostileNames: readonly string[] = [
  'constructor',
  'toString',
  'hasOwnProperty',
  'valueOf',
  'isPrototypeOf',
  'toLocaleString',
  'propertyIsEnumerable',
  'then',
  'length',
  'name',
  'prototype',
  'default',
  'a'.repeat(40),
]

const texts: readonly string[] = [
  '',
  ' ',
  '__proto__',
  'constructor',
  '*/ exit() /*',
  '<!-- -->',
  '</script><b>',
  '\ud800',
  '\u2028\r\n\t',
  '\u0000',
  '数字 🎲',
  'ß'.repeat(200),
  '../../etc/passwd',
  'NaN',
  '#g=AQ',
]

const numbers: readonly number[] = [
  0,
  -0,
  1,
  -1,
  0.5,
  2,
  3,
  7,
  28,
  255,
  256,
  65_536,
  1_048_576,
  2 ** 31,
  2 ** 32,
  Number.MAX_SAFE_INTEGER,
  1e-300,
  1e300,
  -1e300,
  Number.MIN_VALUE,
]

export const hostileText = (chance: Chance): string => chance.pick([...texts, ...hostileNames])

export function hostileJson(chance: Chance, depth = 3): Json {
  const kind = chance.below(depth > 0 ? 7 : 4)
  if (kind === 0) return chance.pick([null, true, false])
  if (kind < 3) return chance.pick(numbers)
  if (kind === 3) return hostileText(chance)
  if (kind === 4) return Array.from({ length: chance.below(5) }, () => chance.pick(numbers))
  if (kind === 5) return Array.from({ length: chance.below(4) }, () => hostileJson(chance, depth - 1))
  return hostileObject(chance, depth - 1)
}

const hostileObject = (chance: Chance, depth: number): JsonObject =>
  Object.fromEntries(
    Array.from({ length: chance.below(4) }, () => [chance.pick(hostileNames), hostileJson(chance, depth)]),
  )

/** Lists in lists in lists. */
export function nested(levels: number, isObject: boolean): JsonObject {
  let inner: Json = 0
  for (let level = 1; level < levels; level++) inner = isObject ? { a: inner } : [inner]
  return { a: inner }
}

/** One that the control lets a person choose, mostly at the edge of what it allows. */
export function controlValue(control: Control, chance: Chance): Json {
  switch (control.control) {
    case 'choice':
      return chance.pick(control.choices).value
    case 'switch':
      return chance.happens(0.5)
    case 'integer':
    case 'number': {
      const { min, max } = control
      const middle = control.control === 'integer' ? chance.between(min, Math.min(max, min + 8)) : (min + max) / 2
      return chance.pick([min, max, middle, middle])
    }
    case 'shape':
      return chance.pick([[], [1], [2], [6], [28, 28, 1], [4, 4, 2], [1, 1, 1, 1], [1_048_576], [1024, 1024], [3, 5]])
    case 'sizes':
      return Array.from({ length: chance.below(Math.min(control.most, 4) + 1) }, () => chance.pick([1, 2, 16, 500]))
    case 'classes':
      return chance.pick([[0], control.names.map((_, i) => i), [control.names.length - 1]])
    case 'layers':
      return []
    default:
      return control satisfies never
  }
}
