import { expect, test } from 'vitest'
import { deviationsOf, gaussianDivergence, momentsOf } from './moments.ts'

test('the moments of three points are what one gets by hand', () => {
  const moments = momentsOf([1, 0, 2, 3, 6, 3], 2)
  expect(moments.count).toBe(3)
  expect(moments.mean).toEqual([3, 2].map((value) => expect.closeTo(value, 14)))
  // Deviations from the mean: (-2, -2), (-1, 1), (3, 1).
  expect(moments.covariance).toEqual([7, 3, 3, 3].map((value) => expect.closeTo(value, 14)))
  expect(deviationsOf(moments)).toEqual([Math.sqrt(7), Math.sqrt(3)].map((value) => expect.closeTo(value, 14)))
})

test('a large mean costs no precision', () => {
  expect(momentsOf([1e8, 1e8 + 1, 1e8 + 2], 1).covariance[0]).toBeCloseTo(1, 6)
})

test('the divergence of Gaussians with these moments is the integral of p ln(p / q)', () => {
  const [a, b] = [momentsOf([-1, 1, 3], 1), momentsOf([0, 3, 6, 7], 1)]
  const log = (x: number, { mean, covariance }: typeof a) =>
    -((x - mean[0]!) ** 2) / (2 * covariance[0]!) - Math.log(2 * Math.PI * covariance[0]!) / 2
  let integral = 0
  for (let x = -40; x < 40; x += 0.01) integral += 0.01 * Math.exp(log(x, a)) * (log(x, a) - log(x, b))
  expect(gaussianDivergence(a, b)).toBeCloseTo(integral, 8)
  expect(gaussianDivergence(a, a)).toBeCloseTo(0, 14)
})

test.each([[[]], [[1]], [[1, 2, 3]]])('%j has no moments of two coordinates', (values) => {
  expect(() => momentsOf(values, 2)).toThrow(RangeError)
})
