import { describe, expect, it } from 'vitest'
import type { Program } from '../../compiler/program/program.ts'
import type { Checkpoint } from '../../engine/training/checkpoint.ts'
import { emptyDocument } from '../../graph/document.ts'
import type { Problem } from '../../graph/problems.ts'
import { toyDatasets } from '../../graph/toy-datasets.ts'
import type { FromWorker, ToWorker } from '../../protocol/messages.ts'
import type { RunSlice } from './run-actions.ts'
import { createRunSlice } from './run-slice.ts'

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
const problem: Problem = { severity: 'error', code: 'missing', message: 'Nothing is wired.', fixes: [] }
const checkpoint: Checkpoint = { step: 5, elapsed: 1, tensors: {} }
const progressAt = (run: string, step: number): FromWorker => ({
  type: 'progress',
  run,
  step,
  epoch: 0,
  elapsed: 1,
  remaining: 1,
  fraction: 0.5,
  medianStepMs: 2,
  curve: [{ step, phase: 'objective/loss', metrics: { loss: step } }],
})
const ready = (run: string): FromWorker => ({ type: 'ready', run, backend: 'wasm', description: 'SIMD', skipped: [] })

function setUp() {
  const sent: ToWorker[] = []
  const problems: Problem[] = []
  let slice: RunSlice
  slice = createRunSlice(
    (change) => {
      slice = { ...slice, ...change }
    },
    {
      datasets: toyDatasets,
      send: (message) => sent.push(message),
      free: () => undefined,
      compile: () => (problems.length ? { problems } : { program, document: emptyDocument }),
    },
  )
  const { runActions } = slice
  return { sent, problems, actions: runActions, run: () => slice.run, types: () => sent.map((message) => message.type) }
}

describe('a run', () => {
  it('goes from idle through starting, running and paused to finished', () => {
    const { actions, run, types } = setUp()
    expect(run().status).toBe('idle')
    actions.start()
    expect(run().status).toBe('starting')
    const id = run().id ?? ''
    actions.receive(ready(id))
    expect(run().status).toBe('running')
    actions.pause()
    expect(run().status).toBe('running')
    actions.receive({ type: 'paused', run: id, step: 3 })
    expect(run().status).toBe('paused')
    actions.resume()
    expect(run().status).toBe('running')
    actions.receive({ type: 'finished', run: id, step: 5, checkpoint })
    expect(run().status).toBe('finished')
    expect(run().checkpoint).toBe(checkpoint)
    expect(types()).toEqual(['start', 'pause', 'resume'])
  })

  it('collects the curve and shows the newest numbers', () => {
    const { actions, run } = setUp()
    actions.start()
    const id = run().id ?? ''
    actions.receive(progressAt(id, 1))
    actions.receive(progressAt(id, 2))
    expect(run().curves['objective/loss']?.points.map((point) => point.step)).toEqual([1, 2])
    expect(run().latest['objective/loss']).toEqual({ loss: 2 })
    expect(run().progress?.step).toBe(2)
  })

  it('drops messages of another run', () => {
    const { actions, run } = setUp()
    actions.start()
    const first = run().id ?? ''
    actions.reset()
    actions.receive(progressAt(first, 1))
    expect(run()).toMatchObject({ status: 'idle', progress: null })
    actions.start()
    const before = run()
    actions.receive(progressAt(first, 2))
    actions.receive({ type: 'failed', run: first, message: 'Out of memory.' })
    expect(run()).toBe(before)
  })

  it('does not start while the graph has problems', () => {
    const { actions, problems, run, sent } = setUp()
    problems.push(problem)
    actions.start()
    expect(run().status).toBe('idle')
    expect(sent).toEqual([])
  })

  it('keeps the state of a stopped run and continues from it', () => {
    const { actions, run, sent } = setUp()
    actions.start()
    const first = run().id ?? ''
    actions.receive(ready(first))
    for (const step of [4, 5, 6]) actions.receive(progressAt(first, step))
    actions.stop()
    expect(run().status).toBe('stopped')
    actions.receive({ type: 'finished', run: first, step: 6, checkpoint })
    expect(run()).toMatchObject({ status: 'stopped', checkpoint })
    actions.continueRun()
    expect(run().id).not.toBe(first)
    expect(run().curves['objective/loss']?.points.map((point) => point.step)).toEqual([4, 5])
    expect(sent.at(-1)).toMatchObject({ type: 'start', checkpoint })
  })

  it('restarts from new weights', () => {
    const { actions, run, sent } = setUp()
    actions.start()
    actions.receive({ type: 'saved', run: run().id ?? '', checkpoint })
    actions.start()
    expect(run().checkpoint).toBeNull()
    expect(sent.map((message) => message.type)).toEqual(['start', 'stop', 'start'])
    expect(sent.at(-1)).not.toHaveProperty('checkpoint')
  })

  it('makes one step of a run that was not started, once the worker is ready', () => {
    const { actions, run, types, sent } = setUp()
    actions.step()
    expect(sent[0]).toMatchObject({ type: 'start', paused: true })
    const id = run().id ?? ''
    actions.receive(ready(id))
    expect(types()).toEqual(['start'])
    actions.receive({ type: 'paused', run: id, step: 0 })
    expect(types()).toEqual(['start', 'step'])
    actions.receive({ type: 'paused', run: id, step: 1 })
    expect(types()).toEqual(['start', 'step'])
  })

  it('says what failed and keeps the last good state', () => {
    const { actions, run } = setUp()
    actions.start()
    const id = run().id ?? ''
    actions.receive({ type: 'saved', run: id, checkpoint })
    actions.receive({ type: 'failed', run: id, message: 'The loss is not a number.', node: 'elbo' })
    expect(run()).toMatchObject({
      status: 'failed',
      failure: { message: 'The loss is not a number.', node: 'elbo' },
      checkpoint,
    })
    actions.receive({ type: 'paused', run: id, step: 9 })
    expect(run().status).toBe('failed')
  })

  it('shows the step that the model went back to, and nothing done after it twice', () => {
    const { actions, run } = setUp()
    actions.start()
    const id = run().id ?? ''
    actions.receive(ready(id))
    actions.receive(progressAt(id, 5))
    actions.receive(progressAt(id, 20))
    actions.receive({ type: 'wentBack', run: id, step: 5, elapsed: 0.25 })
    expect(run().progress).toMatchObject({ step: 5, elapsed: 0.25, fraction: 0.125, remaining: 1.75 })
    expect(run().curves['objective/loss']?.points.map(({ step }) => step)).toEqual([5])
    actions.receive(progressAt(id, 20))
    actions.receive({ type: 'failed', run: id, message: 'The model is back at step 5.', checkpoint })
    expect(run().progress?.step).toBe(5)
    expect(run().checkpoint?.step).toBe(5)
  })

  it('checks the existing model, and collects the answers', () => {
    const { actions, run, sent } = setUp()
    actions.start()
    const id = run().id ?? ''
    actions.receive(ready(id))
    actions.check()
    actions.check()
    expect(sent.filter(({ type }) => type === 'check')).toEqual([{ type: 'check', run: id }])
    const checked = (done: number): FromWorker => ({
      type: 'checked',
      run: id,
      step: 7,
      done,
      total: 2,
      results: [{ check: `check ${done}`, title: '', outcome: 'passed', sentence: '' }],
    })
    actions.receive(checked(1))
    actions.receive(checked(2))
    expect(run().checks).toMatchObject({ step: 7, done: 2, total: 2 })
    expect(run().checks?.results.map(({ check }) => check)).toEqual(['check 1', 'check 2'])
    actions.check()
    expect(run().checks?.results).toEqual([])
  })

  it('checks a graph that does not run yet on a run that waits', () => {
    const { actions, problems, sent, types } = setUp()
    actions.check()
    expect(types()).toEqual(['start', 'check'])
    expect(sent[0]).toMatchObject({ paused: true })
    const empty = setUp()
    empty.problems.push(problem)
    empty.actions.check()
    expect([empty.sent, empty.run().checks]).toEqual([[], null])
    expect(problems).toEqual([])
  })

  it('a failure ends a check that was going on', () => {
    const { actions, run } = setUp()
    actions.check()
    actions.receive({ type: 'failed', run: run().id ?? '', message: 'Out of memory.' })
    expect(run().checks).toBeNull()
  })

  it('remembers the choice of backend over a reset', () => {
    const { actions, run, sent } = setUp()
    actions.setBackend('cpu')
    actions.reset()
    actions.start()
    expect(run().backendChoice).toBe('cpu')
    expect(sent[0]).toMatchObject({ type: 'start', backend: 'cpu' })
  })

  it('saves the state of a run that goes on, as the worker answers', async () => {
    const { actions, run, types } = setUp()
    expect(await actions.save()).toBeNull()
    actions.start()
    const id = run().id ?? ''
    actions.receive(ready(id))
    const saved = actions.save()
    expect(types()).toEqual(['start', 'save'])
    actions.receive({ type: 'saved', run: id, checkpoint })
    expect(await saved).toBe(checkpoint)
    actions.receive({ type: 'finished', run: id, step: 5, checkpoint })
    expect(await actions.save()).toBe(checkpoint)
    expect(types()).toEqual(['start', 'save'])
  })

  it('does not wait for the state of a discarded run', async () => {
    const { actions, run } = setUp()
    actions.start()
    actions.receive(ready(run().id ?? ''))
    const saved = actions.save()
    actions.reset()
    expect(await saved).toBeNull()
  })

  it('restores a checkpoint into a run that waits, and refuses where there is no model for it', () => {
    const { actions, problems, run, sent } = setUp()
    expect(actions.restore(checkpoint)).toBe(true)
    expect(sent.at(-1)).toMatchObject({ type: 'start', paused: true, checkpoint })
    expect(run().checkpoint).toBe(checkpoint)
    actions.receive({ type: 'paused', run: run().id ?? '', step: 5 })
    expect(sent.at(-1)).toMatchObject({ type: 'sample', run: run().id })
    problems.push(problem)
    expect(actions.restore(checkpoint)).toBe(false)
  })
})
