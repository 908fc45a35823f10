import { expect, test } from 'vitest'
import { problemLines } from './describe-graph.ts'

const problem = { severity: 'error', code: 'some-code', node: 'elbo', port: 'x', message: 'Beta is odd.' } as const

test.each([
  [{ expected: 'a number from 0', received: '-1' }, ' (expected a number from 0, received -1)'],
  [{ expected: 'beta', received: '-1' }, ' (received -1)'],
  [{ expected: 'at least 0', received: 'odd' }, ' (expected at least 0)'],
  [{ expected: 'beta', received: 'Odd', fixes: ['Reset to default'] }, ' (fix: Reset to default)'],
  [{ received: '-1', fixes: ['Reset', 'Remove'] }, ' (received -1) (fix: Reset; Remove)'],
  [{}, ''],
])('what a message omits is appended to it: %j', (more, end) => {
  expect(problemLines([{ ...problem, fixes: [], ...more }])).toEqual([`error: elbo.x: Beta is odd.${end}`])
})
