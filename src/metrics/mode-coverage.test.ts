import { expect, test } from 'vitest'
import { normals } from '../engine/random/draws.ts'
import { randomStream } from '../engine/random/random-stream.ts'
import { modeCoverage } from './mode-coverage.ts'

const square = {
  centres: [
    [0, 0],
    [10, 0],
    [0, 10],
    [10, 10],
  ],
  deviation: 1,
}

test('draws count for the nearest centre when less than three deviations away', () => {
  const draws = [0, 0, 2.9, 0, 0, 2.9, 10, 1, 5, 5, 3.1, 0]
  const share = [3 / 4, 1 / 4]
  expect(modeCoverage(draws, square)).toEqual({
    modesCovered: 2,
    modes: 4,
    highQualityShare: 4 / 6,
    reverseKL: share.reduce((sum, q) => sum + q * Math.log(4 * q), 0),
    counts: [3, 1, 0, 0],
  })
})

test('one mode alone has a reverse KL of ln 4, all alike of 0', () => {
  expect(modeCoverage([0, 0, 1, 1], square).reverseKL).toBeCloseTo(Math.log(4), 15)
  expect(modeCoverage(square.centres.flat(), square)).toMatchObject({ modesCovered: 4, reverseKL: 0 })
})

test('where no draw is near a mode there is no histogram', () => {
  expect(modeCoverage([5, 5], square)).toMatchObject({ modesCovered: 0, highQualityShare: 0, reverseKL: Number.NaN })
})

test.each([
  // 1 - exp(-9/2), and the normal probability of three deviations.
  [[[0, 0]], 0.98889],
  [[[0]], 0.9973],
])('the own draws of a Gaussian at %j are of high quality with probability %d', (centres, expected) => {
  const n = 50_000
  const draws = normals(randomStream(2, 'draws', 0), n * (centres[0]?.length ?? 0))
  const { highQualityShare } = modeCoverage(draws, { centres, deviation: 1 })
  expect(Math.abs(highQualityShare - expected)).toBeLessThan(4 * Math.sqrt((expected * (1 - expected)) / n))
})

test('no draws, or a part of one, are refused', () => {
  expect(() => modeCoverage([], square)).toThrow(/whole draws of 2 numbers, received 0/)
  expect(() => modeCoverage([1, 2, 3], square)).toThrow(/received 3/)
})
