// Makes values, and makes no value twice: what is equal by definition is one object, so common subexpressions and copies
// vanish while the step is read. Constants are computed here and now, and operations that change nothing are left out.

import type { StoredType, TensorRef } from '../trace.ts'
import { identityMap, isIdentity, mapKey, scalarMap } from './index-map.ts'
import { pointwiseOps } from './pointwise-ops.ts'
import { type Definition, type Operand, type Piece, sizeOf, type Value } from './value.ts'

export interface ValueTable {
  /** @param position of the record after which it is known; -1 for what is there before the step. */
  stored(ref: TensorRef, position: number): Value
  splat(number: number, size: number, dtype: StoredType): Value
  pointwise(op: string, operands: readonly Operand[], size: number, dtype: StoredType, position: number): Value
  pieces(pieces: readonly Piece[], size: number, dtype: StoredType, position: number): Value
  /** The same numbers as a separate value, shared with no other: to be stored in a separate place. */
  copy(value: Value, position: number): Value
  reduced(definition: Omit<Definition & { kind: 'reduced' }, 'kind'>, dtype: StoredType, position: number): Value
}

export function createValueTable(): ValueTable {
  const known = new Map<string, Value>()
  const make = (key: string, size: number, dtype: StoredType, definition: Definition, position: number): Value => {
    const fullKey = `${key}:${size}:${dtype}`
    const before = known.get(fullKey)
    if (before) return before
    const value: Value = { id: known.size, size, dtype, definition, position }
    known.set(fullKey, value)
    return value
  }

  const table: ValueTable = {
    stored(ref, position) {
      const number = sameNumber(ref)
      if (number !== null) return table.splat(number, sizeOf(ref.shape), ref.dtype)
      return make(`stored ${ref.id} ${position}`, sizeOf(ref.shape), ref.dtype, { kind: 'stored', ref }, position)
    },
    splat: (number, size, dtype) =>
      make(`splat ${Object.is(number, -0) ? '-0' : number}`, size, dtype, { kind: 'splat', number }, -1),
    pointwise(op, operands, size, dtype, position) {
      const rule = pointwiseOps[op]
      if (!rule) throw new Error(`Fusion: there is no pointwise operation "${op}".`)
      const numbers = operands.map(({ value }) => numberOf(value))
      if (numbers.every((number) => number !== null)) {
        return table.splat(rounded(rule.js(...numbers), dtype), size, dtype)
      }
      const unchanged = operandThatStays(op, numbers, operands, dtype)
      if (unchanged) return unchanged
      const key = `${op} ${operands.map(operandKey).join(' ')}`
      return make(key, size, dtype, { kind: 'pointwise', op, operands: operands.map(plainOperand) }, position)
    },
    pieces(pieces, size, dtype, position) {
      const key = `pieces ${pieces.map(({ bounds, operand }) => `${JSON.stringify(bounds)} ${operandKey(operand)}`).join(' ')}`
      return make(key, size, dtype, { kind: 'pieces', pieces }, position)
    },
    copy(value, position) {
      const definition: Definition = { kind: 'pointwise', op: 'Copy', operands: [wholeOf(value)] }
      return make(`copy ${known.size} ${value.id}`, value.size, value.dtype, definition, position)
    },
    reduced({ reduction, operand, shape }, dtype, position) {
      const { outer, length, inner } = shape
      const number = numberOf(operand)
      const size = outer * inner
      if (length === 1 && operand.dtype === dtype) return operand
      if (number !== null) return table.splat(reduction === 'sum' ? Math.fround(number * length) : number, size, dtype)
      const key = `${reduction} ${operand.id} ${outer} ${length} ${inner}`
      return make(key, size, dtype, { kind: 'reduced', reduction, operand, shape }, position)
    },
  }
  return table
}

export const numberOf = ({ definition }: Value): number | null =>
  definition.kind === 'splat' ? definition.number : null

/** Where all numbers of a small constant are the same, that number. */
function sameNumber({ role, values }: TensorRef): number | null {
  const [first] = values ?? []
  if (role !== 'constant' || !values || first === undefined) return null
  return values.every((one) => Object.is(one, first)) ? first : null
}

const rounded = (number: number, dtype: StoredType): number =>
  dtype === 'float32' ? Math.fround(number) : Math.trunc(number)

const operandKey = ({ value, map }: Operand): string => `${value.id}@${mapKey(map)}`

/** A number that is the same everywhere needs no index. */
const plainOperand = (operand: Operand): Operand =>
  operand.value.size === 1 ? { value: operand.value, map: scalarMap(operand.map.size) } : operand

/** The neutral element of each operation, by the side it stands on. */
const neutral: Readonly<Record<string, { readonly left?: number; readonly right?: number }>> = {
  Add: { left: 0, right: 0 },
  Sub: { right: 0 },
  Multiply: { left: 1, right: 1 },
  RealDiv: { right: 1 },
}

/**
 * The operand that the operation returns unchanged, such as x in x · 1. A parameter does not count: it may be written
 * in place while the copy must stay.
 */
function operandThatStays(
  op: string,
  numbers: readonly (number | null)[],
  operands: readonly Operand[],
  dtype: StoredType,
): Value | null {
  const stays = ({ value, map }: Operand | undefined = operands[0]!): Value | null =>
    isIdentity(map) && value.size === map.size && value.dtype === dtype && !isWritable(value) ? value : null
  const [left, right] = numbers
  if (op === 'Copy') return stays(operands[0])
  if (typeof left === 'number' && left === neutral[op]?.left) return stays(operands[1])
  if (typeof right === 'number' && right === neutral[op]?.right) return stays(operands[0])
  return null
}

const isWritable = ({ definition }: Value): boolean =>
  definition.kind === 'stored' && (definition.ref.role === 'parameter' || definition.ref.role === 'input')

export const wholeOf = (value: Value): Operand => ({ value, map: identityMap(value.size) })
