import { expect, test } from 'vitest'
import { editDistance, nearest } from './nearest.ts'

test.each([
  ['', '', 0],
  ['', 'vae', 3],
  ['vae', 'vae', 0],
  ['vea', 'vae', 1],
  ['kitten', 'sitting', 3],
  ['abcd', 'badc', 2],
])('from %j to %j it takes %d edits', (from, to, edits) => {
  expect(editDistance(from, to)).toBe(edits)
  expect(editDistance(to, from)).toBe(edits)
})

test('near names come nearest first, distant ones not at all', () => {
  expect(nearest('tempaltes', ['train', 'templates', 'template'])).toEqual(['templates', 'template'])
  expect(nearest('zzz', ['train', 'templates'])).toEqual([])
})
