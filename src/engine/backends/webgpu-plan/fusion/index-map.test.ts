import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { broadcastMap, identityMap, isIdentity, mapIndex, mapKey, mapText, stridedMap, stridesOf } from './index-map.ts'
import { sizeOf } from './value.ts'

/** The coordinates of a row-major index. */
function coordinates(shape: readonly number[], index: number): readonly number[] {
  const strides = stridesOf(shape)
  return shape.map((extent, axis) => Math.floor(index / strides[axis]!) % extent)
}

const shapes = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 })

describe('an index map', () => {
  test('walks a tensor by the given strides, whatever axes were joined', () => {
    const cases = shapes.chain((shape) =>
      fc.tuple(
        fc.constant(shape),
        fc.array(fc.integer({ min: -3, max: 12 }), { minLength: shape.length, maxLength: shape.length }),
        fc.integer({ min: 0, max: 9 }),
      ),
    )
    fc.assert(
      fc.property(cases, ([shape, strides, offset]) => {
        const map = stridedMap(shape, strides, offset)
        for (let index = 0; index < sizeOf(shape); index++) {
          const place = coordinates(shape, index).reduce((sum, at, axis) => sum + at * strides[axis]!, offset)
          expect(mapIndex(map, index)).toBe(place)
        }
      }),
      { seed: 1 },
    )
  })

  test('says in WGSL what it does in JavaScript', () => {
    const cases = shapes.chain((shape) =>
      fc.tuple(fc.constant(shape), fc.array(fc.nat(9), { minLength: shape.length, maxLength: shape.length })),
    )
    fc.assert(
      fc.property(cases, ([shape, strides]) => {
        const map = stridedMap(shape, strides, 2)
        for (let index = 0; index < sizeOf(shape); index++) {
          // Whole-number division, as WGSL has it.
          const whole = mapText(map, 'i')
            .replaceAll(/(\d+)u/g, '$1')
            .replaceAll(/i \/ (\d+)/g, 'Math.floor(i / $1)')
          expect(new Function('i', `return ${whole}`)(index)).toBe(mapIndex(map, index))
        }
      }),
      { seed: 2 },
    )
  })

  test('is the identity between shapes that differ by a reshape only', () => {
    expect(isIdentity(stridedMap([2, 3, 4], [12, 4, 1]))).toBe(true)
    expect(isIdentity(stridedMap([2, 1, 3, 1], [3, 7, 1, 9]))).toBe(true)
    expect(isIdentity(broadcastMap([6], [1, 6]))).toBe(true)
    expect(isIdentity(broadcastMap([3, 1], [3, 2]))).toBe(false)
    expect(isIdentity(stridedMap([3], [1], 1))).toBe(false)
    expect(isIdentity(identityMap(1))).toBe(true)
  })

  test('has one text for one map', () => {
    expect(mapKey(broadcastMap([5], [2, 3, 5]))).toBe(mapKey(broadcastMap([1, 5], [6, 5])))
    expect(mapKey(broadcastMap([5], [3, 5]))).not.toBe(mapKey(broadcastMap([5, 1], [5, 3])))
  })

  test('broadcasts as NumPy does, and says what cannot be', () => {
    const map = broadcastMap([2, 1, 3], [4, 2, 5, 3])
    for (let index = 0; index < 4 * 2 * 5 * 3; index++) {
      const [, row, , column] = coordinates([4, 2, 5, 3], index)
      expect(mapIndex(map, index)).toBe(row! * 3 + column!)
    }
    expect(() => broadcastMap([2], [3])).toThrow('[2] cannot be broadcast to [3]')
    expect(() => broadcastMap([2, 3], [3])).toThrow('[2,3] cannot be broadcast to [3]')
  })
})
