import { describe, expect, test } from 'vitest'
import { definitions } from '../../../nodes/index.ts'
import { readTemplate } from '../../../templates/index.ts'
import { builtInDatasets } from '../../engine/data/built-in-datasets.ts'
import type { Checkpoint } from '../../engine/training/checkpoint.ts'
import { emptyDocument } from '../../graph/document.ts'
import { setDocumentTitle } from '../../graph/edits.ts'
import type { FromWorker, ToWorker } from '../../protocol/messages.ts'
import { commandOf } from '../commands/all-commands.ts'
import { runCommand } from '../commands/command.ts'
import { documentOf } from '../document/readings.ts'
import { toyServices } from '../fixtures/toy-kinds.ts'
import { createEditorStore, type EditorStore } from '../store.ts'

const checkpoint: Checkpoint = { step: 5, elapsed: 1, tensors: {} }
const ready = (run: string): FromWorker => ({ type: 'ready', run, backend: 'cpu', description: '', skipped: [] })
const progress = (run: string, step: number): FromWorker => ({
  type: 'progress',
  run,
  step,
  epoch: 0,
  elapsed: 1,
  remaining: 1,
  fraction: 0.5,
  medianStepMs: 2,
  curve: [],
})

/** A store whose workers say what a test makes them say. */
function trainingStore() {
  const workers: { readonly told: ToWorker[]; isTerminated: boolean; readonly say: (message: FromWorker) => void }[] =
    []
  const store = createEditorStore({
    definitions,
    datasets: builtInDatasets,
    services: toyServices,
    startRuntime(receive) {
      const worker = { told: [] as ToWorker[], isTerminated: false, say: receive }
      workers.push(worker)
      return {
        send: (message) => void worker.told.push(message),
        terminate: () => {
          worker.isTerminated = true
        },
      }
    },
  })
  const train = (title: string) => {
    const document = setDocumentTitle(readTemplate('vae', definitions).document, title)
    const session = store.getState().openDocument(document)
    session.getState().runActions.start()
    const worker = workers.at(-1)
    if (!worker) throw new Error('There is no worker.')
    worker.say(ready(session.getState().run.id ?? ''))
    return { session, worker, id: session.getState().run.id ?? '', run: () => session.getState().run }
  }
  return { store, workers, train }
}

const titles = (store: EditorStore) =>
  [...store.getState().sessions.values()].map((session) => documentOf(session.getState()).title)

describe('runs', () => {
  test('keep their document open when another is opened', () => {
    const { store, train } = trainingStore()
    train('a')
    store.getState().openDocument(emptyDocument)
    expect(titles(store)).toEqual(['a', 'Untitled'])
  })

  test('of two documents have a worker each, and late words reach their own', () => {
    const { store, workers, train } = trainingStore()
    const a = train('a')
    const b = train('b')
    expect(workers).toHaveLength(2)
    a.worker.say(progress(a.id, 40))
    b.worker.say(progress(b.id, 3))
    expect([a.run().progress?.step, b.run().progress?.step]).toEqual([40, 3])
    expect(store.getState().run).toBe(b.run())
    runCommand(commandOf('stop'), store)
    expect([a.run().status, b.run().status]).toEqual(['running', 'stopped'])
    expect(a.worker.told.map(({ type }) => type)).toEqual(['start'])
  })

  test('at the same time share the device, with a notice', () => {
    const { store, train } = trainingStore()
    const a = train('a')
    expect(store.getState().notices).toEqual([])
    train('b')
    expect(store.getState().notices.map(({ message }) => message)).toEqual([
      '“a” is training as well. They share this device, so each takes longer.',
    ])
    a.worker.say({ type: 'paused', run: a.id, step: 3 })
    a.session.getState().runActions.resume()
    expect(store.getState().notices).toHaveLength(2)
  })

  test('that are paused can be stepped and resumed by commands while the graph is broken', () => {
    const { store, train } = trainingStore()
    const { session, worker, id } = train('a')
    worker.say({ type: 'paused', run: id, step: 3 })
    session.getState().edit(() => emptyDocument)
    runCommand(commandOf('step'), store)
    expect(worker.told.at(-1)).toEqual({ type: 'step', run: id })
    runCommand(commandOf('run'), store)
    expect(worker.told.at(-1)).toEqual({ type: 'resume', run: id })
  })

  test('take along what was chosen for them', () => {
    const { store, train } = trainingStore()
    store.getState().runActions.setBackend('wasm')
    expect(train('a').worker.told[0]).toMatchObject({ type: 'start', backend: 'wasm' })
  })
})

describe('a document that is closed', () => {
  test('stops its run, and frees the worker once the last state has arrived', () => {
    const { store, train } = trainingStore()
    const { session, worker, id, run } = train('a')
    store.getState().openDocument(emptyDocument)
    store.getState().closeDocument(session.getState().documentKey)
    expect(titles(store)).toEqual(['Untitled'])
    expect(worker.told.at(-1)).toEqual({ type: 'stop', run: id })
    expect(worker.isTerminated).toBe(false)
    worker.say({ type: 'finished', run: id, step: 5, checkpoint })
    expect(worker.isTerminated).toBe(true)
    expect(run()).toMatchObject({ status: 'stopped', checkpoint, isFromBefore: true })
    expect(store.getState().run.status).toBe('idle')
  })

  test('comes back with its history and its run, which goes on in another worker', () => {
    const { store, workers, train } = trainingStore()
    const { session, worker, id, run } = train('a')
    session.getState().edit((document) => setDocumentTitle(document, 'b'))
    store.getState().closeDocument(session.getState().documentKey)
    worker.say({ type: 'finished', run: id, step: 5, checkpoint })
    expect(titles(store)).toEqual(['Untitled'])
    store.getState().reopenDocument()
    expect(titles(store)).toEqual(['b'])
    store.getState().undo()
    expect(titles(store)).toEqual(['a'])
    store.getState().runActions.continueRun()
    expect(workers).toHaveLength(2)
    expect(workers[1]?.told).toMatchObject([{ type: 'start', checkpoint }])
    workers[1]?.say(ready(run().id ?? ''))
    expect(run().status).toBe('running')
  })

  test('and back before its run has ended keeps its worker', () => {
    const { store, train } = trainingStore()
    const { session, worker, id, run } = train('a')
    store.getState().closeDocument(session.getState().documentKey)
    store.getState().reopenDocument()
    worker.say({ type: 'finished', run: id, step: 5, checkpoint })
    expect(worker.isTerminated).toBe(false)
    expect(run()).toMatchObject({ status: 'stopped', checkpoint, isFromBefore: false })
  })
})
