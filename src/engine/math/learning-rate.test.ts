import { expect, test } from 'vitest'
import { learningRateFactor, scaledRate } from './learning-rate.ts'

test.each(['linear', 'cosine', 'stable-decay'] as const)(
  '%s goes from the whole rate to nothing and never rises',
  (schedule) => {
    const factors = Array.from({ length: 101 }, (_, i) => learningRateFactor(schedule, i / 100))
    expect(factors[0]).toBe(1)
    expect(factors[100]).toBeCloseTo(0, 12)
    for (const [i, factor] of factors.slice(1).entries()) expect(factor).toBeLessThanOrEqual(factors[i]!)
  },
)

test.each([
  ['linear', 0.25, 0.75],
  ['linear', 0.9, 0.1],
  ['cosine', 0.25, (1 + Math.SQRT1_2) / 2],
  ['cosine', 0.5, 0.5],
  ['stable-decay', 0.8, 1],
  ['stable-decay', 0.9, 0.5],
] as const)('%s at %s of the run leaves %s', (schedule, share, factor) => {
  expect(learningRateFactor(schedule, share)).toBeCloseTo(factor, 12)
})

test('only the rate of the settings changes', () => {
  expect(scaledRate({ optimiser: 'sgd', learningRate: 0.2, momentum: 0.9 }, 0.5)).toEqual({
    optimiser: 'sgd',
    learningRate: 0.1,
    momentum: 0.9,
  })
})
