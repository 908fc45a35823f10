import { expect, test } from 'vitest'
import { bitsPerDimension } from './bits-per-dimension.ts'

test('a fair coin for each of 784 pixels is one bit per dimension', () => {
  expect(bitsPerDimension(784 * Math.log(2), 784)).toBeCloseTo(1, 14)
})

test('256 equally likely levels are 8 bits', () => {
  expect(bitsPerDimension(3 * Math.log(256), 3)).toBeCloseTo(8, 14)
})

test.each([0, -1, 1.5, Number.NaN])('%d elements are rejected', (elements) => {
  expect(() => bitsPerDimension(1, elements)).toThrow(RangeError)
})
