import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createLogMeanExp } from './importance-weighted.ts'

function logMeanExp(values: readonly number[]): number {
  const gathered = createLogMeanExp()
  for (const value of values) gathered.add(value)
  return gathered.value()
}

describe('the log of a mean of exponentials', () => {
  test.each([
    [[0], 0],
    [[Math.log(1), Math.log(2), Math.log(6)], Math.log(3)],
    // Far outside the range of doubles: exp(-1000) is 0, exp(1000) is infinite.
    [[-1000, -1000 + Math.log(3)], -1000 + Math.log(2)],
    [[1000 + Math.log(3), 1000], 1000 + Math.log(2)],
    [[-100_000, 0], -Math.log(2)],
    // Weights of 0 count.
    [[Number.NEGATIVE_INFINITY, 0], -Math.log(2)],
    [[0, Number.NEGATIVE_INFINITY], -Math.log(2)],
    [[Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY], Number.NEGATIVE_INFINITY],
    [[], Number.NEGATIVE_INFINITY],
  ])('of %j is %d', (values, expected) => {
    if (Number.isFinite(expected)) expect(logMeanExp(values)).toBeCloseTo(expected, 12)
    else expect(logMeanExp(values)).toBe(expected)
  })

  test('is what its definition says, in any order, and moves with its values', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -20, max: 20, noNaN: true }), { minLength: 1, maxLength: 50 }),
        fc.double({ min: -1e4, max: 1e4, noNaN: true }),
        (values, shift) => {
          const direct = Math.log(values.reduce((sum, value) => sum + Math.exp(value), 0) / values.length)
          expect(logMeanExp(values)).toBeCloseTo(direct, 10)
          expect(logMeanExp(values.toReversed())).toBeCloseTo(direct, 10)
          expect(logMeanExp(values.map((value) => value + shift)) - shift).toBeCloseTo(direct, 8)
        },
      ),
    )
  })

  test('does not hide NaN', () => {
    expect(logMeanExp([1, Number.NaN, 2])).toBeNaN()
  })
})

// p(x) = N(0, 2) from z ~ N(0, 1), x | z ~ N(z, 1). With the exact posterior N(x/2, 1/2) every weight is p(x) itself.
test('with the exact posterior one draw gives log p(x), however the draws fall', () => {
  const x = 1.3
  const logNormal = (value: number, mean: number, variance: number) =>
    -0.5 * (Math.log(2 * Math.PI * variance) + (value - mean) ** 2 / variance)
  const draws = [-0.4, 0.1, 0.65, 2.2]
  const logWeights = draws.map((z) => logNormal(x, z, 1) + logNormal(z, 0, 1) - logNormal(z, x / 2, 0.5))
  expect(logMeanExp(logWeights)).toBeCloseTo(logNormal(x, 0, 2), 12)
})
