import { expect, test } from 'vitest'
import { momentsOf } from './moments.ts'

test('the moments of three points are what one gets by hand', () => {
  // Deviations from the mean: (-2, -2), (-1, 1), (3, 1).
  expect(momentsOf([1, 0, 2, 3, 6, 3], 2)).toEqual({
    mean: [expect.closeTo(3, 14), expect.closeTo(2, 14)],
    deviation: [expect.closeTo(Math.sqrt(7), 14), expect.closeTo(Math.sqrt(3), 14)],
  })
})

test('a large mean costs no precision', () => {
  expect(momentsOf([1e8, 1e8 + 1, 1e8 + 2], 1).deviation[0]).toBeCloseTo(1, 6)
})

test.each([[[]], [[1]], [[1, 2, 3]]])('%j has no moments of two coordinates', (values) => {
  expect(() => momentsOf(values, 2)).toThrow(RangeError)
})
