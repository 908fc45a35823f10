import { expect, test } from 'vitest'
import { createCurveBuffer } from './curve-buffer.ts'

const point = (step: number, phase = 'elbo') => ({ step, phase, metrics: { loss: step, kl: 2 * step } })

test('few points come out as they went in, once', () => {
  const curve = createCurveBuffer()
  curve.add([point(1), point(2)])
  curve.add([point(3)])
  expect(curve.take(8)).toEqual([point(1), point(2), point(3)])
  expect(curve.take(8)).toEqual([])
})

test('many are averaged in groups of neighbours, each named by its last step', () => {
  const curve = createCurveBuffer()
  curve.add(Array.from({ length: 10 }, (_, i) => point(i + 1)))
  expect(curve.take(2)).toEqual([
    { step: 5, phase: 'elbo', metrics: { loss: 3, kl: 6 } },
    { step: 10, phase: 'elbo', metrics: { loss: 8, kl: 16 } },
  ])
})

test('phases are thinned apart and come in the order of steps', () => {
  const curve = createCurveBuffer()
  for (let step = 1; step <= 4; step++) curve.add([point(step, 'a'), point(step, 'b')])
  expect(curve.take(2).map(({ step, phase }) => `${phase}${step}`)).toEqual(['a2', 'b2', 'a4', 'b4'])
})
