import type { PortProblem } from '../../src/graph/problems.ts'

/** Reported when a normalisation needs a last axis but receives a scalar. */
export const noAxis = (title: string): PortProblem => ({
  severity: 'error',
  code: 'rank-mismatch',
  port: 'x',
  message: `${title} works on the last axis of x, but x is a scalar and has none.`,
  expected: 'at least one axis',
  received: 'scalar',
})
