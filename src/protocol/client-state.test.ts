import { describe, expect, test } from 'vitest'
import type { BackendChoice } from '../engine/backends/backend-name.ts'
import { toyProgram } from '../runtime/fixtures/toy-program.ts'
import { type ClientEffect, type ClientState, noRun, reduceClient, type StartMessage } from './client-state.ts'
import type { FromWorker } from './messages.ts'

const checkpoint = { step: 40, elapsed: 4, tensors: {} }
const startOf = (backend: BackendChoice): StartMessage => ({
  type: 'start',
  run: 'a',
  program: toyProgram(),
  backend,
  paused: false,
  watched: [],
})
const start = startOf('auto')
const starting: ClientState = { doing: 'run', start, isReady: false }
const ready: ClientState = { ...starting, isReady: true }
const kept: ClientState = { doing: 'run', start: { ...start, checkpoint }, isReady: true }

/** Effects in short: `end`, `post start`, `receive notice`. */
const inShort = (effects: readonly ClientEffect[]) =>
  effects.map((effect) => (effect.effect === 'end' ? 'end' : `${effect.effect} ${effect.message.type}`))

function broken(state: ClientState) {
  const { state: next, effects } = reduceClient(state, { event: 'broken', reason: 'boom' })
  return { next, effects: inShort(effects) }
}

describe('a worker that breaks', () => {
  test.each<[BackendChoice, BackendChoice]>([
    ['auto', 'wasm'],
    ['webgpu', 'wasm'],
    ['wasm', 'cpu'],
  ])('while it starts %s is replaced by one that tries %s', (backend, next) => {
    expect(broken({ doing: 'run', start: startOf(backend), isReady: false })).toEqual({
      next: { doing: 'run', start: startOf(next), isReady: false },
      effects: ['end', 'post start', 'receive notice'],
    })
  })

  test.each<[string, ClientState]>([
    ['while it starts the last backend', { doing: 'run', start: startOf('cpu'), isReady: false }],
    ['before it has kept a state', ready],
    ['twice at one step', { ...kept, diedAt: 40 }],
  ])('%s ends the run', (_, state) => {
    expect(broken(state)).toEqual({ next: noRun, effects: ['end', 'receive failed'] })
  })

  test.each<[string, ClientState]>([
    ['for the first time', kept],
    ['at a later step than before', { ...kept, diedAt: 10 }],
  ])('%s is replaced, and the run continues from the saved state', (_, state) => {
    expect(broken(state)).toEqual({
      next: { ...kept, isReady: false, diedAt: 40 },
      effects: ['end', 'post start', 'receive notice', 'receive wentBack'],
    })
  })

  test.each<[string, ClientState]>([
    ['while it starts', starting],
    ['after it has kept a state', kept],
  ])('%s, but is to stop, is not replaced', (_, state) => {
    const stopping = reduceClient(state, { event: 'send', message: { type: 'stop', run: 'a' } }).state
    expect(broken(stopping)).toEqual({ next: noRun, effects: ['end', 'receive failed'] })
  })

  test('after a run that was stopped has ended is replaced, for its samples', () => {
    const stopping = reduceClient(kept, { event: 'send', message: { type: 'stop', run: 'a' } }).state
    const finished: FromWorker = { type: 'finished', run: 'a', step: 40, checkpoint }
    const { state } = reduceClient(stopping, { event: 'answer', message: finished })
    expect(broken(state).effects).toContain('post start')
  })

  test('without a run is only ended', () => {
    expect(broken(noRun)).toEqual({ next: noRun, effects: ['end'] })
  })
})

describe('what another worker would receive follows', () => {
  const answered = (state: ClientState, message: FromWorker) => reduceClient(state, { event: 'answer', message }).state
  const said = (type: 'pause' | 'resume', state: ClientState) =>
    reduceClient(state, { event: 'send', message: { type, run: 'a' } }).state

  test("the user's requests", () => {
    const paused = said('pause', ready)
    expect(paused).toEqual({ ...ready, start: { ...start, paused: true } })
    expect(said('resume', paused)).toEqual(ready)
    const watch = { type: 'watch', run: 'a', watched: ['density'] } as const
    expect(reduceClient(ready, { event: 'send', message: watch }).state).toMatchObject({
      start: { watched: ['density'] },
    })
  })

  test('but not what is asked of another run', () => {
    expect(reduceClient(ready, { event: 'send', message: { type: 'pause', run: 'b' } }).state).toBe(ready)
  })

  test('the state that was kept last', () => {
    expect(answered(ready, { type: 'kept', run: 'a', checkpoint })).toEqual(kept)
  })

  test('that the run is over', () => {
    const over = { ...kept, start: { ...start, checkpoint, paused: true } }
    expect(answered(kept, { type: 'finished', run: 'a', step: 40, checkpoint })).toEqual(over)
    expect(answered(kept, { type: 'failed', run: 'a', message: 'Not finite.' })).toEqual(over)
  })
})

test.each<[FromWorker, boolean]>([
  [{ type: 'paused', run: 'a', step: 1 }, true],
  [{ type: 'paused', run: 'b', step: 1 }, false],
  [{ type: 'finished', run: 'b', step: 1, checkpoint }, true],
  [{ type: 'failed', run: 'b', message: 'Not finite.' }, true],
])('of a replaced run only the end is reported: %j', (message, isTold) => {
  expect(inShort(reduceClient(ready, { event: 'answer', message }).effects)).toEqual(
    isTold ? [`receive ${message.type}`] : [],
  )
})

test.each<FromWorker>([
  { type: 'finished', run: 'b', step: 1, checkpoint },
  { type: 'failed', run: 'b', message: 'Not finite.', checkpoint },
])('the end of a replaced run changes nothing of the run that replaced it: %j', (message) => {
  expect(reduceClient(ready, { event: 'answer', message }).state).toBe(ready)
})

test('nothing is resumed once the worker was terminated, or did not load', () => {
  expect(reduceClient(kept, { event: 'terminate' })).toEqual({ state: noRun, effects: [{ effect: 'end' }] })
  const { state, effects } = reduceClient(kept, { event: 'missing' })
  expect([state, inShort(effects)]).toEqual([noRun, ['end', 'receive failed']])
  expect(effects.at(-1)).toMatchObject({ message: { checkpoint } })
})
