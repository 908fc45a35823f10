import { expect, test } from 'vitest'
import { withClass } from './class-subset.ts'

test('classes are added and taken out in rising order, and one always stays', () => {
  expect(withClass([1, 10], 7)).toEqual([1, 7, 10])
  expect(withClass([1, 7, 10], 7)).toEqual([1, 10])
  expect(withClass([7], 7)).toEqual([7])
})
