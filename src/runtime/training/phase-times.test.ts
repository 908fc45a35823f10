import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-core/dist/register_all_gradients'
import '@tensorflow/tfjs-backend-cpu'
import { beforeAll, expect, test } from 'vitest'
import type { PhaseTimes } from '../../protocol/phase-times.ts'
import { toyDatasets, toyOps, toyProgram } from '../fixtures/toy-program.ts'
import { createDataFeed } from '../program/data-feed.ts'
import { createModel } from '../program/model.ts'
import { createPhaseClock } from './phase-times.ts'
import { createTrainer } from './trainer.ts'

beforeAll(() => tf.setBackend('cpu'))

test('the mean of a phase is that of its last fifty updates, told every half second', () => {
  let ms = 0
  const told: PhaseTimes[] = []
  const clock = createPhaseClock(
    'a',
    () => ms,
    (times) => told.push(times),
  )
  const after = (pause: number, phase: string, time: number) => {
    ms += pause
    clock.note(phase, time)
  }
  after(100, 'encoder', 1)
  after(100, 'game', 10)
  after(100, 'encoder', 3)
  expect(told).toEqual([])
  after(200, 'encoder', 5)
  expect(told).toEqual([
    {
      run: 'a',
      means: [
        ['encoder', 3],
        ['game', 10],
      ],
    },
  ])
  for (let i = 0; i < 60; i++) after(1, 'encoder', 7)
  after(500, 'encoder', 7)
  expect(told[1]?.means).toEqual([
    ['encoder', 7],
    ['game', 10],
  ])
})

test('a trainer notes each update of each phase, and steps are what they are without', () => {
  const noted: [string, number][] = []
  let ms = 0
  const clock = { now: () => ms++, note: (phase: string, time: number) => noted.push([phase, time]) }
  const losses = [clock, undefined].map((one) => {
    const program = toyProgram()
    const trainer = createTrainer(createModel(program, toyOps), createDataFeed(program, toyDatasets()), one)
    trainer.advance()
    trainer.advance()
    return trainer.readMetrics()
  })
  expect(noted).toEqual([
    ['objective', 1],
    ['objective', 1],
  ])
  return Promise.all(losses).then(([timedLosses, plainLosses]) => expect(timedLosses).toEqual(plainLosses))
})
