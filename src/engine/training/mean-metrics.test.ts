import { expect, test } from 'vitest'
import { createMeanMetrics } from './mean-metrics.ts'

test('every example counts the same, in whatever batch it comes', () => {
  const losses = [1, 2, 4, 8, 16, 32, 64]
  const mean = createMeanMetrics()
  for (const batch of [losses.slice(0, 3), losses.slice(3, 6), losses.slice(6)]) {
    const loss = batch.reduce((sum, one) => sum + one, 0) / batch.length
    mean.add({ loss, twice: 2 * loss }, batch.length)
  }
  expect(mean.mean().loss).toBeCloseTo(127 / 7, 12)
  expect(mean.mean().twice).toBeCloseTo(254 / 7, 12)
  expect(Object.keys(mean.mean())).toEqual(['loss', 'twice'])
})

test('one number that is not finite spoils its own mean alone', () => {
  const mean = createMeanMetrics()
  mean.add({ loss: Number.POSITIVE_INFINITY, term: 1 }, 2)
  mean.add({ loss: 1, term: 3 }, 2)
  expect(mean.mean()).toEqual({ loss: Number.POSITIVE_INFINITY, term: 2 })
})

test('without examples there are no means', () => {
  expect(createMeanMetrics().mean()).toEqual({})
})
