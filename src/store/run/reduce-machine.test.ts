import { describe, expect, test } from 'vitest'
import type { Program } from '../../compiler/program/program.ts'
import type { Checkpoint } from '../../engine/training/checkpoint.ts'
import { emptyDocument } from '../../graph/document.ts'
import { toyDatasets } from '../../graph/toy-datasets.ts'
import { reduceMachine } from './reduce-machine.ts'
import { idleMachine, type RunEvent, type RunMachine, type RunSetting, withRun } from './run-machine.ts'
import { idleRun, isActive, noChecksYet, type RunStatus } from './run-state.ts'

const program: Program = {
  title: 'Toy',
  parameters: [],
  functions: [],
  procedures: [],
  absent: [],
  phases: [],
  data: [],
  density: { density: 'none', sentence: '' },
  training: emptyDocument.training,
}
const trainable = { program, document: emptyDocument }
const complete: RunSetting = { trainable, datasets: toyDatasets }
const broken: RunSetting = { trainable: null, datasets: toyDatasets }
const checkpoint: Checkpoint = { step: 5, elapsed: 1, tensors: {} }

const statuses: readonly RunStatus[] = ['idle', 'starting', 'running', 'paused', 'finished', 'stopped', 'failed']

/** A machine whose first run has come to a status. */
const at = (status: RunStatus): RunMachine =>
  status === 'idle' ? idleMachine : withRun({ ...idleMachine, started: 1 }, { id: 'run-1', status, ...trainable })

const latent = Float32Array.of(1)
const decode: RunEvent = { event: 'decode', request: { at: [0, 0], latent } }
const seen = { seed: 1, count: 4 }

/** The messages to the worker, as `step run-1`; the other effects by their names. */
function taking(machine: RunMachine, event: RunEvent, setting = complete) {
  const { machine: next, effects } = reduceMachine(machine, event, setting)
  const said = effects.map((effect) =>
    effect.effect === 'send' ? `${effect.message.type} ${effect.message.run}` : effect.effect,
  )
  return { next, status: next.run.status, said }
}

const restarts = ['saved', 'start run-2']
const stopsFirst = ['stop run-1', 'saved', 'start run-2']

describe('commands, from each status', () => {
  type Row = readonly [RunStatus, readonly string[]]
  const table: Record<'start' | 'pause' | 'resume' | 'step' | 'stop' | 'reset', Record<RunStatus, Row>> = {
    start: {
      idle: ['starting', ['saved', 'start run-1']],
      starting: ['starting', stopsFirst],
      running: ['starting', stopsFirst],
      paused: ['starting', stopsFirst],
      finished: ['starting', restarts],
      stopped: ['starting', restarts],
      failed: ['starting', restarts],
    },
    pause: {
      idle: ['idle', []],
      starting: ['starting', ['pause run-1']],
      running: ['running', ['pause run-1']],
      paused: ['paused', ['pause run-1']],
      finished: ['finished', ['pause run-1']],
      stopped: ['stopped', ['pause run-1']],
      failed: ['failed', ['pause run-1']],
    },
    resume: {
      idle: ['idle', []],
      starting: ['starting', []],
      running: ['running', []],
      paused: ['running', ['resume run-1']],
      finished: ['finished', []],
      stopped: ['stopped', []],
      failed: ['failed', []],
    },
    step: {
      idle: ['starting', ['saved', 'start run-1']],
      starting: ['starting', []],
      running: ['running', []],
      paused: ['paused', ['step run-1']],
      finished: ['starting', restarts],
      stopped: ['starting', restarts],
      failed: ['starting', restarts],
    },
    stop: {
      idle: ['idle', []],
      starting: ['stopped', ['stop run-1']],
      running: ['stopped', ['stop run-1']],
      paused: ['stopped', ['stop run-1']],
      finished: ['finished', []],
      stopped: ['stopped', []],
      failed: ['failed', []],
    },
    reset: {
      idle: ['idle', ['saved']],
      starting: ['idle', ['stop run-1', 'saved']],
      running: ['idle', ['stop run-1', 'saved']],
      paused: ['idle', ['stop run-1', 'saved']],
      finished: ['idle', ['saved']],
      stopped: ['idle', ['saved']],
      failed: ['idle', ['saved']],
    },
  }
  test.each(Object.keys(table) as (keyof typeof table)[])('%s', (event) => {
    const rows = Object.fromEntries(
      statuses.map((status) => {
        const { status: next, said } = taking(at(status), { event })
        return [status, [next, said]]
      }),
    )
    expect(rows).toEqual(table[event])
  })
})

describe('while the graph has problems', () => {
  test.each<RunEvent>([{ event: 'start' }, { event: 'continue' }, { event: 'step' }, { event: 'check' }])(
    '$event begins nothing',
    (event) => {
      expect(taking(idleMachine, event, broken)).toEqual({ next: idleMachine, status: 'idle', said: [] })
    },
  )
})

describe('a run continues from its checkpoint', () => {
  const stopped = withRun(at('stopped'), { checkpoint })
  test('where it fits the present graph', () => {
    expect(reduceMachine(stopped, { event: 'continue' }, complete).effects.at(-1)).toMatchObject({
      message: { type: 'start', run: 'run-2', checkpoint },
    })
  })
  test('and not where parameters have come', () => {
    const parameters = [
      { name: 'w', shape: [2], initialiser: { initialiser: 'zeros' }, node: 'n', trainable: true, frozen: false },
    ] as const
    const other = { ...complete, trainable: { ...trainable, program: { ...program, parameters } } }
    const { machine, effects } = reduceMachine(stopped, { event: 'continue' }, other)
    expect(effects.at(-1)).toMatchObject({ effect: 'send', message: expect.not.objectContaining({ checkpoint }) })
    expect(machine.run.checkpoint).toBeNull()
  })
})

test('a step before there is a run is made once, when the run rests', () => {
  const { next } = taking(idleMachine, { event: 'step' })
  const rest: RunEvent = { event: 'answer', message: { type: 'paused', run: 'run-1', step: 0 } }
  const first = taking(next, rest)
  expect(first.said).toEqual(['step run-1'])
  expect(taking(first.next, rest).said).toEqual([])
})

describe('of latents only the newest waits', () => {
  const answer: RunEvent = {
    event: 'answer',
    message: { type: 'view', run: 'run-1', step: 1, view: { view: 'decoded', at: [0, 0], made: latent } },
  }
  test('until the answer arrives', () => {
    const one = taking(at('running'), decode)
    const two = taking(one.next, decode)
    const three = taking(two.next, answer)
    const four = taking(three.next, answer)
    expect([one, two, three, four].map(({ said }) => said)).toEqual([['decode run-1'], [], ['decode run-1'], []])
  })
  test('a refusal is an answer', () => {
    const two = taking(taking(at('running'), decode).next, decode)
    const refusal: RunEvent = { event: 'answer', message: { type: 'notice', run: 'run-1', message: 'No.' } }
    expect(taking(two.next, refusal).said).toEqual(['decode run-1'])
  })
  test.each(statuses)('while a run is %s', (status) => {
    const hears = status === 'running' || status === 'paused' || status === 'finished' || status === 'stopped'
    expect(taking(at(status), decode).said).toEqual(hears ? ['decode run-1'] : [])
  })
  test('a new run begins with none', () => {
    const { next } = taking(taking(at('running'), decode).next, { event: 'start' })
    expect(next.decoding).toEqual({ doing: 'nothing' })
  })
})

describe('pictures that are watched', () => {
  test.each(statuses)('are sent to a run that is %s, if it can use them', (status) => {
    const { next, said } = taking(at(status), { event: 'watch', picture: 'density' })
    expect(next.watched).toEqual(['density'])
    expect(said).toEqual(status === 'idle' || status === 'failed' ? [] : ['watch run-1'])
    expect(taking(next, { event: 'unwatch', picture: 'density' }).next.watched).toEqual([])
  })
  test('are sent to the next run as it starts', () => {
    const { next } = taking(idleMachine, { event: 'watch', picture: 'density' })
    const [, start] = reduceMachine(next, { event: 'start' }, complete).effects
    expect(start).toMatchObject({ message: { watched: ['density'] } })
  })
})

describe('samples', () => {
  test('of a run that was kept are drawn once it is prepared', () => {
    const kept = withRun(idleMachine, { ...trainable, status: 'stopped', checkpoint, isFromBefore: true })
    const { said, next } = taking(kept, { event: 'resample', request: seen })
    expect(said).toEqual(['saved', 'start run-1', 'sample run-1'])
    expect(next.run.isFromBefore).toBe(false)
  })
  test.each(statuses)('of a run that is %s', (status) => {
    const isThere = status !== 'idle' && status !== 'starting' && status !== 'failed'
    expect(taking(at(status), { event: 'resample', request: seen }).said).toEqual(isThere ? ['sample run-1'] : [])
  })
})

describe('a check', () => {
  test.each(statuses)('of a run that is %s', (status) => {
    const { next, said } = taking(at(status), { event: 'check' })
    const isThere = isActive(status) || status === 'finished' || status === 'stopped'
    const id = status === 'idle' ? 'run-1' : 'run-2'
    expect(said).toEqual(isThere ? ['check run-1'] : ['saved', `start ${id}`, `check ${id}`])
    expect(next.run.checks).toEqual(noChecksYet)
    expect(taking(next, { event: 'check' }).said).toEqual([])
  })
})

describe('a run that was kept', () => {
  const kept = { ...idleRun, status: 'stopped', checkpoint, isFromBefore: true } as const
  test.each(statuses)('is shown where no run is: %s', (status) => {
    const { next } = taking(at(status), { event: 'offer', state: kept })
    expect(next.run === kept).toBe(status === 'idle')
  })
  test('gives way to a newer one', () => {
    const newer = { ...kept, checkpoint: { ...checkpoint, step: 9 } }
    expect(taking(withRun(idleMachine, kept), { event: 'offer', state: newer }).next.run).toBe(newer)
  })
})

describe('a document that is closed', () => {
  const finish: RunEvent = { event: 'answer', message: { type: 'finished', run: 'run-1', step: 5, checkpoint } }
  const close: RunEvent = { event: 'close' }

  test.each(statuses)('while its run is %s frees the worker, once that has given the last state', (status) => {
    const { next, said } = taking({ ...at(status), stepsOnceReady: true }, close)
    expect(said).toEqual(isActive(status) ? ['stop run-1'] : ['saved', 'free'])
    expect(next).toMatchObject({ stepsOnceReady: false, isClosing: isActive(status), decoding: { doing: 'nothing' } })
    if (!isActive(status)) return
    const ended = taking(next, finish)
    expect([ended.status, ended.said]).toEqual(['stopped', ['saved', 'free']])
    expect(ended.next.run.checkpoint).toBe(checkpoint)
  })

  test('and opened again before that keeps its worker', () => {
    const { next } = taking(taking(at('running'), close).next, { event: 'reopen' })
    expect(taking(next, finish).said).toEqual(['saved'])
  })

  test('after its run was stopped still waits for the last state', () => {
    const stopped = taking(at('running'), { event: 'stop' }).next
    const closed = taking(stopped, close)
    expect(closed.said).toEqual([])
    const reopened = taking(closed.next, { event: 'reopen' }).next
    for (const { next } of [closed, taking(reopened, close)]) {
      const ended = taking(next, finish)
      expect(ended.said).toEqual(['saved', 'free'])
      expect(ended.next.run.checkpoint).toBe(checkpoint)
    }
    expect(taking(taking(stopped, finish).next, close).said).toEqual(['saved', 'free'])
  })

  test('no longer waits for a check, but shows one that was over', () => {
    const checking = taking(at('stopped'), { event: 'check' }).next
    expect(taking(checking, { event: 'freed' }).next.run.checks).toBeNull()
    const checks = { step: 5, done: 1, total: 1, results: [] }
    expect(taking(withRun(checking, { checks }), { event: 'freed' }).next.run.checks).toBe(checks)
  })

  test('leaves a run that goes on in another worker, as one that was kept', () => {
    const { next } = taking(withRun(at('stopped'), { checkpoint }), { event: 'freed' })
    expect(next.run).toMatchObject({ id: null, isFromBefore: true, checkpoint })
    expect(taking(next, { event: 'resample', request: seen }).said).toEqual(['saved', 'start run-2', 'sample run-2'])
    expect(taking(idleMachine, { event: 'freed' }).next).toBe(idleMachine)
  })
})

test('messages of another run change nothing', () => {
  const running = at('running')
  const message = { type: 'failed', run: 'run-0', message: 'Out of memory.' } as const
  expect(reduceMachine(running, { event: 'answer', message }, complete)).toEqual({ machine: running, effects: [] })
})
