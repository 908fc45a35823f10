import { describe, expect, test } from 'vitest'
import type { TensorRef } from '../trace.ts'
import { broadcastMap, identityMap } from './index-map.ts'
import { createValueTable, numberOf, wholeOf } from './value-table.ts'

const ref = (id: number, role: TensorRef['role'] = 'temporary'): TensorRef => ({
  id,
  shape: [2, 3],
  dtype: 'float32',
  role,
})
const float = 'float32'

describe('a table of values', () => {
  test('makes equal values once, and those of two versions of a tensor twice', () => {
    const table = createValueTable()
    const [x, y] = [table.stored(ref(1), -1), table.stored(ref(2), -1)]
    const add = (a = x, b = y, position = 3) => table.pointwise('Add', [wholeOf(a), wholeOf(b)], 6, float, position)
    expect(add()).toBe(add(x, y, 9))
    expect(add().position).toBe(3)
    expect(add(y, x)).not.toBe(add())
    expect(table.stored(ref(1), 5)).not.toBe(x)
    expect(table.pointwise('Add', [wholeOf(x), wholeOf(y)], 6, 'int32', 3)).not.toBe(add())
  })

  test('computes what is known: operations, sums and largest of one number everywhere', () => {
    const table = createValueTable()
    const three = table.splat(3, 6, float)
    const scaled = table.pointwise('Multiply', [wholeOf(three), wholeOf(table.splat(0.1, 6, float))], 6, float, 0)
    expect(numberOf(scaled)).toBe(Math.fround(0.3))
    const shape = { outer: 2, length: 3, inner: 1 }
    expect(numberOf(table.reduced({ reduction: 'sum', operand: three, shape }, float, 0))).toBe(9)
    expect(numberOf(table.reduced({ reduction: 'max', operand: three, shape }, float, 0))).toBe(3)
  })

  test('takes constants of one number for that number', () => {
    const table = createValueTable()
    const constant = (values: readonly number[]): TensorRef => ({
      ...ref(4, 'constant'),
      values: new Float32Array(values),
    })
    expect(numberOf(table.stored(constant([2, 2, 2, 2, 2, 2]), -1))).toBe(2)
    expect(numberOf(table.stored({ ...constant([2, 2, 2, 2, 2, 1]), id: 5 }, -1))).toBeNull()
    expect(numberOf(table.stored({ ...ref(6, 'input'), values: new Float32Array(6) }, -1))).toBeNull()
  })

  test('leaves out what changes nothing, unless the operand may be overwritten or is broadcast', () => {
    const table = createValueTable()
    const [x, parameter] = [table.stored(ref(1), 0), table.stored(ref(2, 'parameter'), -1)]
    const one = { value: table.splat(1, 1, float), map: identityMap(1) }
    const times = (value: typeof x) => table.pointwise('Multiply', [wholeOf(value), one], 6, float, 1)
    expect(times(x)).toBe(x)
    expect(times(parameter)).not.toBe(parameter)
    const zero = wholeOf(table.splat(0, 6, float))
    expect(table.pointwise('Sub', [wholeOf(x), zero], 6, float, 1)).toBe(x)
    expect(table.pointwise('Sub', [zero, wholeOf(x)], 6, float, 1)).not.toBe(x)
    const row = table.stored({ ...ref(3), shape: [3] }, 0)
    const broadcast = { value: row, map: broadcastMap([3], [2, 3]) }
    expect(table.pointwise('Add', [broadcast, zero], 6, float, 1).size).toBe(6)
  })

  test('gives unary operations on one operand their own value', () => {
    const table = createValueTable()
    const x = table.stored(ref(1), 0)
    expect(table.pointwise('Erf', [wholeOf(x)], 6, float, 1)).not.toBe(x)
  })
})
