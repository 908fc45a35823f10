import { expect, test } from 'vitest'
import { curveOver, histogram } from './histogram.ts'

test('the bars of a histogram have the area of the share of numbers inside', () => {
  const heights = histogram(Float32Array.of(-1, 0, 0.4, 0.6, 1.9, 2, 7), [0, 2], 4)
  expect(heights).toEqual([2, 1, 0, 1].map((count) => count / 7 / 0.5))
  expect(heights.reduce((sum, height) => sum + height * 0.5, 0)).toBeCloseTo(4 / 7, 12)
  expect(histogram(new Float32Array(), [0, 1], 2)).toEqual([0, 0])
})

test('a curve begins and ends at the ends of its extent', () => {
  expect([...curveOver([-1, 1], [5, 6, 7])]).toEqual([-1, 5, 0, 6, 1, 7])
})
