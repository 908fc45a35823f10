import { expect, test } from 'vitest'
import { runCases } from './campaign.ts'

test('2,000 walks of edits leave a document that is sound, and are taken back', async () => {
  const { endings, failures } = await runCases('walks', 1, Array(2000).keys())
  expect(failures).toEqual([])
  // They are not all of one sort.
  expect(endings.get('compiled')).toBeGreaterThan(100)
}, 300_000)
