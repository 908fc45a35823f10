import { describe, expect, it, test } from 'vitest'
import { normals } from '../engine/random/draws.ts'
import { randomStream } from '../engine/random/random-stream.ts'
import { meanDiscrepancy, type Sample, twoSampleTest } from './two-sample.ts'

const gaussian = (name: string, step: number, count: number, size: number, shift = 0): Sample => ({
  values: normals(randomStream(5, name, step), count * size).map((n, i) => n + (i % size === 0 ? shift : 0)),
  size,
})

describe('the discrepancy', () => {
  it('of 0, 1 and 0, 3 is what one gets by hand', () => {
    // Distances between pairs: 1 within a, 3 within b; between them 0, 3, 1, 2. Of 0, 1, 1, 2, 3, 3 the median is the fourth, 2.
    const k = (d: number) =>
      [1 / 8, 1 / 4, 1 / 2, 1, 2, 4, 8].reduce((sum, b) => sum + Math.exp(-((d / (2 * b)) ** 2) / 2), 0) / 7
    const expected = k(1) + k(3) - (k(0) + k(3) + k(1) + k(2)) / 2
    expect(meanDiscrepancy({ values: [0, 1], size: 1 }, { values: [0, 3], size: 1 })).toBeCloseTo(expected, 14)
  })

  it('of three points in the plane against two is what one gets by hand', () => {
    // Right triangle (0, 0), (3, 0), (0, 4) and the points (3, 4), (0, 0). Squared distances: within a 9, 16, 25; within b 25;
    // between 25, 0, 16, 9, 9, 16. In order 0, 9, 9, 9, 16, 16, 16, 25, 25, 25; the median is the sixth, 16.
    const k = (square: number) =>
      [1 / 64, 1 / 16, 1 / 4, 1, 4, 16, 64].reduce((sum, b) => sum + Math.exp(-square / (32 * b)), 0) / 7
    const within = (k(9) + k(16) + k(25)) / 3 + k(25)
    const between = (k(25) + k(0) + k(16) + k(9) + k(9) + k(16)) / 6
    const a = { values: [0, 0, 3, 0, 0, 4], size: 2 }
    const b = { values: [3, 4, 0, 0], size: 2 }
    expect(meanDiscrepancy(a, b)).toBeCloseTo(within - 2 * between, 14)
    expect(meanDiscrepancy(b, a)).toBeCloseTo(within - 2 * between, 14)
  })

  it('is unbiased: 0 on average for one distribution, with values on both sides', () => {
    const values = Array.from({ length: 200 }, (_, step) =>
      meanDiscrepancy(gaussian('a', step, 20, 2), gaussian('b', step, 20, 2)),
    )
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1)
    expect(Math.abs(mean)).toBeLessThan(4 * Math.sqrt(variance / values.length))
    expect(Math.min(...values)).toBeLessThan(0)
  })

  it('of points that all coincide is 0', () => {
    expect(meanDiscrepancy({ values: [2, 2], size: 1 }, { values: [2, 2, 2], size: 1 })).toBe(0)
  })

  it('does not change with the unit of length', () => {
    const [a, b] = [gaussian('a', 0, 30, 2), gaussian('b', 0, 40, 2, 1)]
    const scaled = ({ values, size }: Sample) => ({ values: Array.from(values, (x) => 1024 * x), size })
    expect(meanDiscrepancy(scaled(a), scaled(b))).toBeCloseTo(meanDiscrepancy(a, b), 12)
  })
})

describe('the test', () => {
  const rejections = (shift: number, runs: number, count: number) =>
    Array.from({ length: runs }, (_, step) =>
      twoSampleTest(
        gaussian('a', step, count, 2),
        gaussian('b', step, count, 2, shift),
        99,
        randomStream(step, 'division', 0),
      ),
    ).filter(({ pValue }) => pValue <= 0.05).length

  it('rejects one distribution at 5 % as seldom as it says', () => {
    // 200 runs at probability 5 %: 10 on average, deviation 3.1.
    expect(Math.abs(rejections(0, 200, 25) - 10)).toBeLessThanOrEqual(12)
  })

  it('rejects a shift of one deviation in the plane, with 50 points each, nine times in ten or more', () => {
    expect(rejections(1, 40, 50)).toBeGreaterThanOrEqual(36)
  })

  it('sees another spread where means are equal', () => {
    const a = gaussian('a', 0, 200, 1)
    const b = { values: Array.from(gaussian('b', 0, 200, 1).values, (x) => 2 * x), size: 1 }
    expect(twoSampleTest(a, b, 199, randomStream(1, 'division', 0)).pValue).toBeLessThanOrEqual(0.01)
  })

  it('has the p-value of an exact count: all divisions are alike for points that coincide', () => {
    const same = { values: [1, 1, 1], size: 1 }
    expect(twoSampleTest(same, same, 19, randomStream(1, 'division', 0))).toEqual({ discrepancy: 0, pValue: 1 })
  })

  it('gives the same answer from the same stream', () => {
    const run = () =>
      twoSampleTest(gaussian('a', 0, 30, 1), gaussian('b', 0, 30, 1, 0.3), 99, randomStream(3, 'division', 0))
    expect(run()).toEqual(run())
  })
})

test('samples that cannot be compared are refused', () => {
  const pair = { values: [1, 2], size: 1 }
  expect(() => meanDiscrepancy(pair, { values: [1, 2, 3, 4], size: 2 })).toThrow(/equal size, received 1 and 2/)
  expect(() => meanDiscrepancy(pair, { values: [1], size: 1 })).toThrow(/two or more whole points of 1 numbers/)
  expect(() => meanDiscrepancy({ values: [1, 2, 3], size: 2 }, pair)).toThrow(/received 3 numbers/)
  expect(() => twoSampleTest(pair, pair, 0, randomStream(0, 'division', 0))).toThrow(/at least one permutation/)
})
