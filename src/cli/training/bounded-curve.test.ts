import { expect, test } from 'vitest'
import type { CurvePoint } from '../../engine/training/curve-point.ts'
import { boundedCurve } from './bounded-curve.ts'

const point = (step: number, phase = 'a'): CurvePoint => ({ step, phase, metrics: { loss: step } })

test('a short curve is what was added, in the order of steps', () => {
  const curve = boundedCurve([point(1)])
  curve.add([point(2, 'b'), point(3), point(2)])
  expect(curve.points().map(({ step, phase }) => [step, phase])).toEqual([
    [1, 'a'],
    [2, 'a'],
    [2, 'b'],
    [3, 'a'],
  ])
})

test('each row of a long one is the mean of the steps since the row before', () => {
  const curve = boundedCurve([], 10)
  const last = 1001
  for (let step = 1; step <= last; step++) curve.add([point(step)])
  const rows = curve.points()
  expect(rows.length).toBeLessThanOrEqual(10)
  expect(rows.at(-1)?.step).toBe(last)
  let before = 0
  for (const { step, metrics } of rows) {
    // Of the numbers from before + 1 to step.
    expect(metrics.loss).toBeCloseTo((before + 1 + step) / 2, 9)
    before = step
  }
})
