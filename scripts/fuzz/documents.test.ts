import { expect, test } from 'vitest'
import { runCases } from './campaign.ts'

test('2,000 documents open and are read, compiled, printed and sent, or are refused', async () => {
  const { endings, failures } = await runCases('documents', 1, Array(2000).keys())
  expect(failures).toEqual([])
  // They are not all of one sort.
  expect(endings.get('refused')).toBeGreaterThan(100)
  expect(endings.get('compiled')).toBeGreaterThan(100)
}, 300_000)
