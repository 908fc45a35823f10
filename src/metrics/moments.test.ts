import { expect, test } from 'vitest'
import { gaussLegendre } from '../engine/data/densities/quadrature.ts'
import { gaussianMixture } from '../engine/data/toys/gaussian-mixture.ts'
import { momentsOf, momentsOfMixture } from './moments.ts'

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

test('the moments of a mixture are the integrals of x and x² under its density', () => {
  const { modes, logDensity } = gaussianMixture({ components: 3, mean: -1, spacing: 2.5, deviation: 0.6 })
  const { nodes, weights } = gaussLegendre(-12, 10, 60)
  const integral = (of: (x: number) => number) =>
    nodes.reduce((sum, x, i) => sum + weights[i]! * Math.exp(logDensity([x])) * of(x), 0)
  const found = momentsOfMixture(modes ?? expect.fail('a mixture has modes'))
  expect(found.mean).toEqual([
    expect.closeTo(
      integral((x) => x),
      10,
    ),
  ])
  expect(found.deviation).toEqual([expect.closeTo(Math.sqrt(integral((x) => (x + 1) ** 2)), 10)])
})

test('each axis of a mixture in the plane has separate moments', () => {
  const modes = {
    centres: [
      [-3, 5],
      [3, 5],
    ],
    deviation: 4,
  }
  expect(momentsOfMixture(modes)).toEqual({ mean: [0, 5], deviation: [5, 4] })
})
