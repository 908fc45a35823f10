import { expect, test } from 'vitest'
import { median, quantile, ratioOf, summarise } from './statistics.ts'

test('the median is the middle, or between the two in the middle', () => {
  expect(median([3, 1, 2])).toBe(2)
  expect(median([4, 1, 3, 2])).toBe(2.5)
  expect(median([7])).toBe(7)
  expect(() => median([])).toThrow('at least one value')
})

test('quantiles are those of R, type 7', () => {
  // quantile(c(1, 2, 4, 8, 16), c(0, .1, .25, .75, 1)) in R
  const values = [16, 1, 8, 2, 4]
  const expected = [1, 1.4, 2, 8, 16]
  for (const [i, q] of [0, 0.1, 0.25, 0.75, 1].entries()) expect(quantile(values, q)).toBeCloseTo(expected[i]!, 12)
})

test('a summary weighs rounds alike, however many timings each has', () => {
  const slow = Array.from({ length: 100 }, () => 50)
  expect(summarise([[10], [12], [11], slow, [9]])).toEqual({ median: 11, low: 10, high: 12, rounds: 5 })
})

test('one slow step in a round changes nothing', () => {
  expect(summarise([[10, 10, 900]]).median).toBe(10)
})

test('the ratio is that of the medians; its spread is that of the rounds', () => {
  // In the second round the machine is three times as slow for both.
  const ours = [[1], [3], [1.2], [1]]
  const theirs = [[4], [12], [4], [4]]
  const { ratio, low, high } = ratioOf(ours, theirs)
  expect(ratio).toBeCloseTo(1.1 / 4, 12)
  expect(low).toBeCloseTo(0.25, 12)
  expect(high).toBeCloseTo(0.2625, 12)
  expect(() => ratioOf(ours, [[1]])).toThrow('received 4 and 1')
})
