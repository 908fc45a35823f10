import { describe, expect, test } from 'vitest'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Program } from '../../compiler/program/program.ts'
import type { Checkpoint } from '../../engine/training/checkpoint.ts'
import { emptyDocument } from '../../graph/document.ts'
import { toyDatasets } from '../../graph/toy-datasets.ts'
import type { FromWorker, ToWorker } from '../../protocol/messages.ts'
import type { SessionState } from '../session/session-state.ts'
import type { RunArchive } from './run-archive.ts'
import { startRunKeeper } from './run-keeper.ts'
import type { RunRecord } from './run-record.ts'
import { createRunSlice } from './run-slice.ts'

const program: Program = {
  title: 'Toy',
  parameters: [
    { name: 'w', shape: [2], initialiser: { initialiser: 'zeros' }, node: 'n', trainable: true, frozen: false },
  ],
  functions: [],
  procedures: [],
  absent: [],
  phases: [],
  data: [],
  density: { density: 'none', sentence: '' },
  training: emptyDocument.training,
}
const checkpointAt = (step: number): Checkpoint => ({
  step,
  elapsed: step / 10,
  tensors: { w: { shape: [2], values: Float32Array.of(step, 1 / 3) } },
})
const progressAt = (run: string, step: number): FromWorker => ({
  type: 'progress',
  run,
  step,
  epoch: step / 10,
  elapsed: step / 10,
  remaining: 10 - step / 10,
  fraction: step / 100,
  medianStepMs: 2,
  curve: [{ step, phase: 'objective', metrics: { loss: step } }],
})

/** What a database does to records, without one. */
function remembering() {
  const records = new Map<string, RunRecord>()
  const archive: RunArchive = {
    get: async (key) => structuredClone(records.get(key)),
    put: async (record) => void records.set(record.key, structuredClone(record)),
    delete: async (key) => void records.delete(key),
    keys: async () => [...records.keys()],
  }
  return { records, archive }
}

type State = Pick<SessionState, 'documentKey' | 'run' | 'runActions' | 'givenLabels'>

function visit(archive: RunArchive, documentKey = 'mine') {
  const sent: ToWorker[] = []
  const notices: string[] = []
  const compiled = { program }
  const open = new Map<string, StoreApi<State>>()
  const keeper = startRunKeeper({
    archive,
    sessionOf: (key) => open.get(key),
    notify: ({ message }) => notices.push(message),
    now: () => 1,
  })
  const openSession = (key: string) => {
    const store = createStore<State>()((set) => ({
      documentKey: key,
      ...createRunSlice(set, {
        datasets: toyDatasets,
        send: (message) => sent.push(message),
        free: () => undefined,
        compile: () => ({ ...compiled, document: emptyDocument }),
      }),
    }))
    open.set(key, store)
    const isShown = keeper.watch(store)
    const { runActions } = store.getState()
    const trainTo = (...steps: readonly number[]) => {
      runActions.start()
      const id = store.getState().run.id ?? ''
      runActions.receive({ type: 'ready', run: id, backend: 'cpu', description: '', skipped: [] })
      for (const step of steps) {
        runActions.receive(progressAt(id, step))
        runActions.receive({ type: 'kept', run: id, checkpoint: checkpointAt(step) })
      }
      return id
    }
    const close = () => {
      open.delete(key)
      runActions.close()
    }
    return { isShown, actions: runActions, run: () => store.getState().run, trainTo, close }
  }
  return { sent, notices, compiled, keeper, openSession, ...openSession(documentKey) }
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 0))

describe('a run that was lost with its page', () => {
  test('is offered at the next visit at its last saved step, and continues from there', async () => {
    const { archive } = remembering()
    const first = visit(archive)
    first.actions.setBackend('wasm')
    const id = first.trainTo(3, 7)
    first.actions.receive(progressAt(id, 9))
    await settle()
    const second = visit(archive)
    await second.isShown
    expect(second.run()).toMatchObject({ status: 'stopped', isFromBefore: true, checkpoint: checkpointAt(7) })
    expect(second.run().progress?.step).toBe(7)
    expect(second.run().curves.objective?.points.map(({ step }) => step)).toEqual([3, 7])
    second.actions.continueRun()
    expect(second.sent).toMatchObject([{ type: 'start', backend: 'wasm', paused: false, checkpoint: checkpointAt(7) }])
    expect(second.run().isFromBefore).toBe(false)
  })

  test('draws samples before it goes on', async () => {
    const { archive } = remembering()
    visit(archive).trainTo(4)
    await settle()
    const { isShown, actions, sent } = visit(archive)
    await isShown
    actions.resample({ seed: 1, count: 4 })
    expect(sent).toMatchObject([
      { type: 'start', paused: true, checkpoint: checkpointAt(4) },
      { type: 'sample', count: 4 },
    ])
  })

  test('of another graph is not resumed', async () => {
    const { archive } = remembering()
    visit(archive).trainTo(4)
    await settle()
    const { isShown, actions, sent, compiled } = visit(archive)
    compiled.program = { ...program, parameters: [] }
    await isShown
    actions.continueRun()
    expect(sent[0]).not.toHaveProperty('checkpoint')
  })

  test('is not offered where its numbers are no longer those that were kept', async () => {
    const { archive, records } = remembering()
    visit(archive).trainTo(4)
    await settle()
    const weights = records.get('mine')?.run.checkpoint?.tensors.w?.values
    new Uint8Array(weights?.buffer ?? new ArrayBuffer(1))[5]! ^= 1
    const { isShown, notices, run } = visit(archive)
    await isShown
    expect(run().status).toBe('idle')
    expect(notices).toEqual([expect.stringContaining('is damaged: its numbers do not match their checksum')])
  })

  test('is forgotten when it is reset, and where its document is gone', async () => {
    const { archive, records } = remembering()
    const { actions, trainTo } = visit(archive)
    trainTo(4)
    await settle()
    expect([...records.keys()]).toEqual(['mine'])
    actions.reset()
    await settle()
    expect([...records.keys()]).toEqual([])
    visit(archive, 'a').trainTo(1)
    visit(archive, 'b').trainTo(1)
    await settle()
    await visit(archive, 'new').keeper.prune(['b'])
    await settle()
    expect([...records.keys()]).toEqual(['b'])
  })

  test('nothing is kept before the first step', async () => {
    const { archive, records } = remembering()
    visit(archive).trainTo(0)
    await settle()
    expect(records.size).toBe(0)
  })
})

describe('a run belongs to its document', () => {
  test('that is closed stops it; its last state waits until the document is opened again', async () => {
    const { archive } = remembering()
    const { actions, close, run, sent, trainTo, openSession } = visit(archive)
    const id = trainTo(3)
    close()
    expect(sent.at(-1)).toEqual({ type: 'stop', run: id })
    const other = openSession('other')
    await other.isShown
    actions.receive(progressAt(id, 5))
    actions.receive({ type: 'finished', run: id, step: 5, checkpoint: checkpointAt(5) })
    expect(other.run()).toMatchObject({ status: 'idle', progress: null, checkpoint: null })
    await settle()
    for (const again of [openSession('mine'), openSession('mine')]) {
      await again.isShown
      expect(again.run()).toMatchObject({ isFromBefore: true, checkpoint: checkpointAt(5) })
    }
    expect(run()).toMatchObject({ isFromBefore: true, id: null, checkpoint: checkpointAt(5) })
  })

  test('reopened before the last state has arrived, it shows that as soon as it arrives', async () => {
    const { archive } = remembering()
    const { actions, close, trainTo, openSession } = visit(archive)
    const id = trainTo(3)
    await settle()
    close()
    const again = openSession('mine')
    await again.isShown
    expect(again.run().checkpoint?.step).toBe(3)
    actions.receive({ type: 'finished', run: id, step: 6, checkpoint: checkpointAt(6) })
    await settle()
    expect(again.run().checkpoint?.step).toBe(6)
  })
})

test('a full disk is reported once, and the run continues', async () => {
  const { archive } = remembering()
  const full = { ...archive, put: () => Promise.reject(new Error('QuotaExceededError')) }
  const { run, notices, trainTo } = visit(full)
  trainTo(1, 2, 3)
  await settle()
  expect(notices).toHaveLength(1)
  expect(notices[0]).toContain('QuotaExceededError')
  expect(run().status).toBe('running')
})

test('when there is room again, that is also reported once', async () => {
  const { archive, records } = remembering()
  let isFull = true
  const put = (record: RunRecord) => (isFull ? Promise.reject(new Error('QuotaExceededError')) : archive.put(record))
  const { notices, trainTo } = visit({ ...archive, put })
  trainTo(1)
  await settle()
  isFull = false
  trainTo(2, 3)
  await settle()
  expect(notices.slice(1)).toEqual(['The browser is saving this run again.'])
  expect(records.get('mine')?.run.checkpoint?.step).toBe(3)
})
