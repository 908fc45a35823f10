import { expect, test } from 'vitest'
import { isResting, type LoopEvent, type LoopState, reduceLoop } from './loop-state.ts'

const training: LoopState = { doing: 'training' }
const resting: LoopState = { doing: 'pausing', steps: 0 }
const stepping: LoopState = { doing: 'pausing', steps: 2 }
const stopping: LoopState = { doing: 'stopping' }

test.each<[LoopState, LoopEvent['event'], LoopState]>([
  [training, 'pause', resting],
  [training, 'resume', training],
  [training, 'step', training],
  [training, 'stepped', training],
  [training, 'stop', stopping],
  [resting, 'pause', resting],
  [resting, 'resume', training],
  [resting, 'step', { doing: 'pausing', steps: 1 }],
  [resting, 'stepped', resting],
  [resting, 'stop', stopping],
  [stepping, 'pause', stepping],
  [stepping, 'resume', training],
  [stepping, 'step', { doing: 'pausing', steps: 3 }],
  [stepping, 'stepped', { doing: 'pausing', steps: 1 }],
  [stepping, 'stop', stopping],
  [stopping, 'pause', stopping],
  [stopping, 'resume', stopping],
  [stopping, 'step', stopping],
  [stopping, 'stepped', stopping],
  [stopping, 'stop', stopping],
])('%j, %s: %j', (state, event, next) => {
  expect(reduceLoop(state, { event })).toEqual(next)
})

test('a loop rests only while it pauses with no step left to do', () => {
  expect([training, resting, stepping, stopping].map(isResting)).toEqual([false, true, false, false])
})
