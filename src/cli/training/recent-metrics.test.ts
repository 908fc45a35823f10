import { expect, test } from 'vitest'
import { recentMetrics } from './recent-metrics.ts'

const point = (step: number, phase = 'a') => ({ step, phase, metrics: { loss: step, half: step / 2 } })

test('means are over the last steps, or over all while there were fewer', () => {
  const recent = recentMetrics(10)
  expect(recent.means()).toEqual({})
  recent.add([point(1), point(2)])
  expect(recent.means()).toEqual({ a: { loss: 1.5, half: 0.75 } })
  for (let step = 3; step <= 1000; step += 7) recent.add(Array.from({ length: 7 }, (_, i) => point(step + i)))
  // The last step is 1003: 994 to 1003.
  expect(recent.means()).toEqual({ a: { loss: 998.5, half: 499.25 } })
})

test('each phase has its own', () => {
  const recent = recentMetrics(2)
  recent.add([point(1), point(2, 'b'), point(3), point(5)])
  expect(recent.means()).toEqual({ a: { loss: 4, half: 2 }, b: { loss: 2, half: 1 } })
})
