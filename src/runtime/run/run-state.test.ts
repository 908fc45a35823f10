import { describe, expect, test } from 'vitest'
import type { BackendName, Checkpoint } from '../../engine/index.ts'
import { toyProgram } from '../fixtures/toy-program.ts'
import type { RunCommand, Start } from './run-services.ts'
import { type Attempt, commandsWaiting, type RunEvent, type RunState, reduceRun, runAtStart } from './run-state.ts'

const wishes = { paused: false, watched: [], labels: undefined }
const attempt: Attempt = { backend: 'auto', checkpoint: undefined, hasLostDevice: false }
const pause: RunCommand = { type: 'pause', run: 'a' }
const step: RunCommand = { type: 'step', run: 'a' }
const good: Checkpoint = { step: 7, elapsed: 1, tensors: {} }

const preparing: RunState = { doing: 'preparing', attempt, wishes, waiting: [] }
const training: RunState = { doing: 'training', attempt, wishes }
const closing: RunState = { doing: 'closing', attempt, wishes, waiting: [] }
const over: RunState = { doing: 'over', attempt, wishes }
const paused = { ...wishes, paused: true }
const gone = { ...attempt, lost: 'gone' }

const begun: RunEvent = { event: 'begun' }
const close: RunEvent = { event: 'close' }
const ended: RunEvent = { event: 'ended' }
const deviceLost: RunEvent = { event: 'deviceLost', reason: 'gone' }
const gaveUp: RunEvent = { event: 'gaveUp', backend: 'webgpu', checkpoint: good }
const asked = (command: RunCommand): RunEvent => ({ event: 'command', command })

test.each<[RunState, RunEvent, RunState]>([
  [preparing, asked(pause), { ...preparing, waiting: [pause] }],
  [preparing, begun, training],
  [preparing, deviceLost, { ...preparing, attempt: gone }],
  [preparing, gaveUp, { ...preparing, attempt: { ...attempt, backend: 'wasm', checkpoint: good } }],
  [preparing, close, closing],
  [preparing, ended, over],
  [training, asked(step), training],
  [training, asked(pause), { ...training, wishes: paused }],
  [training, begun, training],
  [training, deviceLost, { ...training, attempt: gone }],
  [training, gaveUp, { ...preparing, attempt: { ...attempt, backend: 'wasm', checkpoint: good } }],
  [training, close, closing],
  [training, ended, over],
  [closing, begun, closing],
  [closing, deviceLost, { ...closing, attempt: gone }],
  [closing, gaveUp, closing],
  [closing, close, closing],
  [closing, ended, over],
  [over, begun, over],
  [over, deviceLost, over],
  [over, gaveUp, over],
  [over, close, over],
  [over, ended, over],
])('%j, %j: %j', (state, event, next) => {
  expect(reduceRun(state, event)).toEqual(next)
})

test('a run begins with preparing what the page starts', () => {
  const start: Start = {
    type: 'start',
    run: 'a',
    program: toyProgram(),
    backend: 'cpu',
    paused: true,
    watched: ['density'],
    labels: 'all',
    checkpoint: good,
  }
  expect(runAtStart(start)).toEqual({
    doing: 'preparing',
    attempt: { backend: 'cpu', checkpoint: good, hasLostDevice: false },
    wishes: { paused: true, watched: ['density'], labels: 'all' },
    waiting: [],
  })
})

describe('commands', () => {
  const commands: RunCommand[] = [
    pause,
    { type: 'watch', run: 'a', watched: ['latent'] },
    step,
    { type: 'sample', run: 'a', seed: 1, count: 2, labels: ['3'] },
  ]
  const wanted = { paused: true, watched: ['latent'], labels: ['3'] }

  test('wait in their order while a run prepares, and are wishes once it has begun', () => {
    const state = commands.map(asked).reduce(reduceRun, preparing)
    expect(state.wishes).toEqual(wishes)
    expect(commandsWaiting(state)).toEqual(commands)
    expect(reduceRun(state, begun)).toEqual({ ...training, wishes: wanted })
  })

  test('that wait when a run closes are not lost', () => {
    const state = reduceRun(commands.map(asked).reduce(reduceRun, preparing), close)
    expect(commandsWaiting(state)).toEqual(commands)
    expect(reduceRun(state, begun)).toEqual({ ...closing, wishes: wanted })
  })

  test('hold on the next backend too', () => {
    const state = [...commands.map(asked), gaveUp].reduce(reduceRun, training)
    expect(state).toMatchObject({ doing: 'preparing', wishes: wanted, waiting: [] })
  })

  test('that are withdrawn are not pending', () => {
    const back: RunCommand[] = [
      { type: 'resume', run: 'a' },
      { type: 'sample', run: 'a', seed: 1, count: 2 },
    ]
    expect([...commands, ...back].map(asked).reduce(reduceRun, training).wishes).toEqual({
      paused: false,
      watched: ['latent'],
      labels: undefined,
    })
  })
})

describe('a backend that gives up', () => {
  const on = (backend: BackendName, others: Partial<Attempt> = {}): RunState => ({
    ...training,
    attempt: { ...attempt, backend, ...others },
  })

  test('is followed by WebAssembly, then by plain JavaScript, then by none', () => {
    expect(reduceRun(on('webgpu'), { event: 'gaveUp', backend: 'webgpu' }).attempt.backend).toBe('wasm')
    expect(reduceRun(on('wasm'), { event: 'gaveUp', backend: 'wasm' }).attempt.backend).toBe('cpu')
    expect(reduceRun(on('cpu'), { event: 'gaveUp', backend: 'cpu' })).toEqual({ ...over, attempt: on('cpu').attempt })
  })

  test.each([preparing, training])('after the run received a stop is followed by none: %j', (state) => {
    const end = [asked({ type: 'stop', run: 'a' }), gaveUp].reduce(reduceRun, state)
    expect(end).toMatchObject({ doing: 'over', attempt: { checkpoint: good } })
  })

  test('with its device is started once more, and then followed by the next', () => {
    const again = [deviceLost, gaveUp].reduce(reduceRun, on('webgpu'))
    expect(again).toEqual({ ...preparing, attempt: { backend: 'webgpu', checkpoint: good, hasLostDevice: true } })
    const next = [begun, deviceLost, gaveUp].reduce(reduceRun, again)
    expect(next).toEqual({ ...preparing, attempt: { backend: 'wasm', checkpoint: good, hasLostDevice: true } })
  })

  test('before it comes to a good state leaves the one before', () => {
    const state = reduceRun(on('wasm', { checkpoint: good }), { event: 'gaveUp', backend: 'wasm' })
    expect(state.attempt.checkpoint).toBe(good)
    const end = reduceRun(on('cpu'), { event: 'gaveUp', backend: 'cpu', checkpoint: good })
    expect(end).toMatchObject({ doing: 'over', attempt: { checkpoint: good } })
  })
})
