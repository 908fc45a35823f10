import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-core/dist/register_all_gradients'
import '@tensorflow/tfjs-backend-cpu'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Program } from '../../compiler/program/program.ts'
import type { BackendChoice } from '../../engine/backends/backend-name.ts'
import type { FromWorker } from '../../protocol/messages.ts'
import { passedByAll } from '../checks/fixtures/checked-model.ts'
import { call, toyCalls, toyCatalogue, toyOps, toyProgram } from '../fixtures/toy-program.ts'
import { type Ops, opsOf } from '../op-of.ts'
import { createRunSequence } from './run-sequence.ts'
import type { RunServices } from './run-services.ts'

beforeAll(() => tf.setBackend('cpu'))

/** A worker without a worker: the CPU backend under whatever name was asked for. */
function place(extraOps: Ops = new Map(), largestTensor?: number) {
  const posted: FromWorker[] = []
  const started: BackendChoice[] = []
  const losers: ((reason: string) => void)[] = []
  const services: RunServices = {
    ops: new Map([...toyOps, ...extraOps]),
    clock: { now: () => performance.now(), breathe: () => new Promise((resolve) => setTimeout(resolve, 0)) },
    async startBackend(choice) {
      started.push(choice)
      const backend = choice === 'auto' ? 'webgpu' : choice
      return {
        backend,
        description: 'plain',
        skipped: [],
        threads: 1,
        simd: false,
        ...(largestTensor !== undefined && { largestTensor }),
        onLost(listener) {
          losers.push(listener)
          return () => losers.splice(losers.indexOf(listener), 1)
        },
      }
    },
    datasets: toyCatalogue,
    post: (message) => posted.push(message),
  }
  const { receive } = createRunSequence(services)
  const until = async <T extends FromWorker['type']>(type: T): Promise<Extract<FromWorker, { type: T }>> => {
    for (;;) {
      const found = posted.find((message): message is Extract<FromWorker, { type: T }> => message.type === type)
      if (found) return found
      await new Promise((resolve) => setTimeout(resolve, 1))
    }
  }
  const start = (run: string, program: Program, paused = false) =>
    receive({ type: 'start', run, program, backend: 'auto', paused, watched: [] })
  return { posted, started, losers, receive, until, start }
}

const endless: Program['training'] = { seed: 5, batchSize: 8, budget: { unit: 'steps', amount: 1e9 } }

describe('a run', () => {
  test('says that it is ready, how it goes, and that it is finished', async () => {
    const { posted, start, until } = place()
    start('a', toyProgram())
    const { checkpoint } = await until('finished')
    expect(checkpoint.step).toBe(20)
    expect(posted[0]).toEqual({ type: 'ready', run: 'a', backend: 'webgpu', description: 'plain', skipped: [] })
    expect(posted.findLast(({ type }) => type === 'progress')).toMatchObject({ step: 20, epoch: 4, fraction: 1 })
    expect(posted.find(({ type }) => type === 'validation')).toMatchObject({
      points: [{ step: 20, phase: 'objective', metrics: { loss: expect.any(Number), error: expect.any(Number) } }],
    })
  })

  test('obeys messages that come before it is under way', async () => {
    const { posted, receive, start, until } = place()
    start('a', toyProgram({ training: endless }), true)
    receive({ type: 'step', run: 'a' })
    while (!posted.some((message) => message.type === 'paused' && message.step === 1))
      await new Promise((resolve) => setTimeout(resolve, 1))
    receive({ type: 'save', run: 'a' })
    expect((await until('saved')).checkpoint.step).toBe(1)
    receive({ type: 'stop', run: 'a' })
    expect((await until('finished')).checkpoint.step).toBe(1)
  })

  test('gives way to the next; messages to it are then dropped, and nothing is left of it', async () => {
    const { posted, receive, start, until } = place()
    const { numTensors } = tf.memory()
    start('a', toyProgram({ training: endless }))
    await until('progress')
    start('b', toyProgram())
    receive({ type: 'step', run: 'a' })
    for (let last = await until('finished'); last.run !== 'b'; last = await until('finished'))
      posted.splice(posted.indexOf(last), 1)
    const ofB = tf.memory().numTensors - numTensors
    start('c', toyProgram(), true)
    await until('paused')
    expect(tf.memory().numTensors - numTensors).toBeLessThanOrEqual(ofB)
  })

  test('continues from a checkpoint to the end of a whole run', async () => {
    const whole = place()
    whole.start('a', toyProgram())
    const first = place()
    const half: Program['training'] = { ...endless, budget: { unit: 'steps', amount: 7 } }
    first.start('a', toyProgram({ training: half }))
    const { checkpoint } = await first.until('finished')
    const second = place()
    second.receive({
      type: 'start',
      run: 'b',
      program: toyProgram(),
      backend: 'cpu',
      paused: false,
      watched: [],
      checkpoint,
    })
    const [a, b] = [await whole.until('finished'), await second.until('finished')]
    expect(b.checkpoint.tensors).toEqual(a.checkpoint.tensors)
    expect(b.checkpoint.elapsed).toBeGreaterThan(checkpoint.elapsed)
  })

  test('of more than there is memory for fails at the node before anything is allocated', async () => {
    const { receive, until } = place()
    const { numBytes } = tf.memory()
    const program = toyProgram({ training: { ...endless, batchSize: 2 ** 32 } })
    receive({ type: 'start', run: 'a', program, backend: 'wasm', paused: false, watched: [] })
    expect(await until('failed')).toMatchObject({
      message: expect.stringMatching(/^A run would take about .* but WebAssembly has 4\.29 GB/),
      node: expect.any(String),
    })
    expect(tf.memory().numBytes).toBe(numBytes)
  })

  test('of a tensor that the graphics device does not take goes to the next backend', async () => {
    const { start, started, until } = place(new Map(), 8)
    start('a', toyProgram({ training: { ...endless, budget: { unit: 'steps', amount: 1 } } }))
    expect(await until('finished')).toMatchObject({ step: 1 })
    expect(started).toEqual(['auto', 'wasm'])
    expect((await until('notice')).message).toMatch(
      /^The largest tensor of \w+ takes \d+ bytes, and the graphics device takes at most 8 bytes\. .* on wasm\.$/,
    )
  })

  test('fails in words where data are missing', async () => {
    const { start, until } = place()
    start('a', { ...toyProgram(), data: [{ ...toyProgram().data[0]!, dataset: 'none' }] })
    const message = 'The node "data" uses an unknown dataset. No dataset is named "none"; known: toy'
    expect(await until('failed')).toEqual({ type: 'failed', run: 'a', message })
  })

  test('names the node where numbers stop being finite, and gives the last good state', async () => {
    const calls = toyCalls.map((one) => (one.name === 'jitter' ? call('jitter', 'toy/log', { x: 'encoder.y' }) : one))
    const { start, until } = place()
    start('a', toyProgram({ calls }))
    expect(await until('failed')).toMatchObject({ node: 'jitter', checkpoint: { step: 0 } })
  })

  test('whose pictures fail reports it and continues training', async () => {
    const [objective, sample, reconstruct] = toyProgram().procedures
    const broken = {
      ...reconstruct!,
      name: 'encode' as const,
      outputs: { mean: 'data.x' },
      calls: [call('broken', 'toy/broken', { x: 'data.x' })],
    }
    const ops = opsOf({
      'toy/broken': () => {
        throw new Error('no picture today')
      },
    })
    const { posted, receive, until } = place(ops)
    const program = { ...toyProgram(), procedures: [objective!, sample!, broken] }
    receive({ type: 'start', run: 'a', program, backend: 'auto', paused: false, watched: ['latent'] })
    expect((await until('finished')).step).toBe(20)
    expect(posted.filter(({ type }) => type === 'notice')).toEqual([
      { type: 'notice', run: 'a', message: 'broken: no picture today' },
    ])
  })

  test('checks its current maths while it continues', async () => {
    const { posted, receive, start, until } = place()
    start('a', toyProgram({ training: endless }))
    await until('progress')
    receive({ type: 'check', run: 'a' })
    receive({ type: 'check', run: 'a' })
    for (;;) {
      const { done, total } = await until('checked')
      if (posted.filter(({ type }) => type === 'checked').length === total && done > 0) break
      await new Promise((resolve) => setTimeout(resolve, 1))
    }
    const checked = posted.filter((message) => message.type === 'checked')
    expect(checked.map(({ done }) => done)).toEqual(checked.map((_, i) => i + 1))
    expect(new Set(checked.map(({ step }) => step)).size).toBe(1)
    const results = checked.flatMap((message) => message.results)
    expect(results.filter(({ outcome }) => outcome === 'failed')).toEqual([])
    expect(results.filter(({ outcome }) => outcome === 'passed').map(({ title }) => title)).toEqual([
      ...passedByAll,
      'What a step changes',
      'Gradient of the objective',
    ])
    receive({ type: 'stop', run: 'a' })
    const { step } = await until('finished')
    expect(step).toBeGreaterThan(checked[0]!.step)
  })

  test('that gives way to the next breaks off its checks', async () => {
    const { posted, receive, start, until } = place()
    start('a', toyProgram({ training: endless }))
    await until('progress')
    receive({ type: 'check', run: 'a' })
    await until('checked')
    start('b', toyProgram())
    for (;;) {
      if (posted.some(({ type, run }) => type === 'finished' && run === 'b')) break
      await new Promise((resolve) => setTimeout(resolve, 1))
    }
    const after = posted.findIndex(({ run }) => run === 'b')
    expect(posted.slice(after).filter(({ type }) => type === 'checked')).toEqual([])
  })

  test('without a way to sample says so when asked', async () => {
    const { receive, start, until } = place()
    start('a', { ...toyProgram(), procedures: toyProgram().procedures.slice(0, 1) }, true)
    receive({ type: 'sample', run: 'a', seed: 1, count: 2 })
    expect((await until('notice')).message).toBe('This model has no procedure sample. The graph does not describe it.')
  })
})

describe('a backend that gives up', () => {
  /** A jitter that fails from its third call on until `attempts` backends have tried. */
  const failing = (error: Error, attempts: number, onFail?: () => void) => {
    let calls = 0
    let failures = 0
    const op = ({ x }: { x: tf.Tensor }) => {
      calls++
      if (calls >= 3 && failures < attempts) {
        failures++
        calls = 0
        onFail?.()
        throw error
      }
      return { y: tf.clone(x) }
    }
    return { ops: opsOf({ 'toy/failing': op }), program: toyProgram({ calls: toyCalls.map(replaced) }) }
  }
  const replaced = (one: (typeof toyCalls)[number]) =>
    one.name === 'jitter' ? call('jitter', 'toy/failing', { x: 'encoder.y' }) : one
  const missing = new Error("Kernel 'Erf' not registered for backend 'webgpu'.")

  test('that lacks an operation is followed by the next, from the last valid state', async () => {
    const { ops, program } = failing(missing, 1)
    const { started, start, until } = place(ops)
    start('a', program)
    expect((await until('finished')).checkpoint.step).toBe(20)
    expect(started).toEqual(['auto', 'wasm'])
    expect((await until('notice')).message).toBe('It lacks the operation Erf. Training continues from step 0 on wasm.')
  })

  test('when its device is lost is started once more, then followed by the next', async () => {
    const { ops, program } = failing(new Error('gone'), 2, () => {
      for (const lose of [...losers]) lose('The graphics device was lost.')
    })
    const { losers, started, start, until } = place(ops)
    start('a', program)
    await until('finished')
    expect(started).toEqual(['auto', 'webgpu', 'wasm'])
    // A device outlives its runs, so what a run asked of it must not.
    expect(losers).toEqual([])
  })

  test('and has none after it ends the run', async () => {
    const { ops, program } = failing(missing, 3)
    const { started, start, until } = place(ops)
    start('a', program)
    expect(await until('failed')).toMatchObject({ message: 'It lacks the operation Erf.', checkpoint: { step: 0 } })
    expect(started).toEqual(['auto', 'wasm', 'cpu'])
  })
})
