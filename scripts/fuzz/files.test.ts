import { expect, test } from 'vitest'
import { runCases } from './campaign.ts'

test('2,000 files open or are refused', async () => {
  const { endings, failures } = await runCases('files', 1, Array(2000).keys())
  expect(failures).toEqual([])
  // They are not all of one sort.
  expect(endings.get('refused')).toBeGreaterThan(500)
  expect(endings.get('compiled')).toBeGreaterThan(50)
}, 300_000)
