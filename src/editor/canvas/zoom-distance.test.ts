import { expect, test } from 'vitest'
import { distanceAt } from './zoom-distance.ts'

test('small print goes first, then all but the names', () => {
  expect([1, 0.68, 0.6, 0.45, 0.44, 0.12].map(distanceAt)).toEqual([
    undefined,
    undefined,
    'print',
    'print',
    'names',
    'names',
  ])
})
