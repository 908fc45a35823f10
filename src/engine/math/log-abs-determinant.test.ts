import { expect, test } from 'vitest'
import { logAbsDeterminant } from './log-abs-determinant.ts'

test('agrees with determinants known in closed form', () => {
  expect(logAbsDeterminant([[-3]])).toBeCloseTo(Math.log(3), 12)
  // A row exchange is needed: det = -2.
  expect(
    logAbsDeterminant([
      [0, 2],
      [1, 5],
    ]),
  ).toBeCloseTo(Math.log(2), 12)
  // Vandermonde at 1, 2, 4: (2 - 1)(4 - 1)(4 - 2) = 6.
  expect(
    logAbsDeterminant([
      [1, 1, 1],
      [1, 2, 4],
      [1, 4, 16],
    ]),
  ).toBeCloseTo(Math.log(6), 12)
})

test('a singular matrix has log-determinant -∞', () => {
  expect(
    logAbsDeterminant([
      [1, 2],
      [2, 4],
    ]),
  ).toBe(Number.NEGATIVE_INFINITY)
})
