import { describe, expect, test } from 'vitest'
import type { CheckResult } from '../../protocol/messages.ts'
import { errorInWords, errorPlace, tolerancePlace } from './error-scale.ts'

const result = (error: number | undefined, tolerance: number, unit?: string): CheckResult => ({
  check: 'round-trip',
  title: 'x → latent → x',
  outcome: error !== undefined && error <= tolerance ? 'passed' : 'failed',
  ...(error !== undefined && { error }),
  tolerance,
  ...(unit !== undefined && { unit }),
  sentence: '',
})

describe('an error on the scale', () => {
  test('of the size of the tolerance stands where the tolerance stands', () => {
    expect(errorPlace(result(1e-4, 1e-4))).toBeCloseTo(tolerancePlace, 12)
  })

  test('moves by an eighth of the width with each power of ten', () => {
    expect(errorPlace(result(1e-5, 1e-4))).toBeCloseTo(tolerancePlace - 1 / 8, 12)
    expect(errorPlace(result(1e-3, 1e-4))).toBeCloseTo(tolerancePlace + 1 / 8, 12)
  })

  test('takes nothing when it is exact, a sliver when it is tiny, everything when it is huge or no number', () => {
    expect(errorPlace(result(0, 1e-4))).toBe(0)
    expect(errorPlace(result(1e-20, 1e-4))).toBe(0.02)
    expect(errorPlace(result(50, 1e-4))).toBe(1)
    expect(errorPlace(result(undefined, 1e-4))).toBe(1)
    expect(errorPlace(result(1, 0))).toBe(1)
  })
})

test.each([
  [result(0.00312, 0.02, 'of the slope'), '3.1e-3, at most 0.02 of the slope'],
  [result(0, 0, 'elements'), 'no incorrect elements'],
  [result(0, 0, 'faults'), 'no faults'],
  [result(0, 0, 'change'), 'no change'],
  [result(2, 0, 'tensors'), '2 tensors, but none are allowed'],
  [result(undefined, 1e-4), 'not a number, at most 1.0e-4'],
])('in words %#', (given, words) => {
  expect(errorInWords(given)).toBe(words)
})
