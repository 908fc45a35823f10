import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { BackendChoice } from '../engine/backends/backend-name.ts'
import { toyProgram } from '../runtime/fixtures/toy-program.ts'
import { createTrainingClient, type Locks, type WorkerPort } from './client.ts'
import type { FromWorker, ToWorker } from './messages.ts'

/** Workers that record messages and send those of a test. */
function page() {
  const workers: { readonly told: unknown[]; isTerminated: boolean; readonly port: EventTarget }[] = []
  const received: FromWorker[] = []
  const spawn = (): WorkerPort => {
    const port = new EventTarget()
    const worker = { told: [] as unknown[], isTerminated: false, port }
    workers.push(worker)
    return {
      postMessage: (message: unknown) => void worker.told.push(message),
      terminate: () => {
        worker.isTerminated = true
      },
      addEventListener: port.addEventListener.bind(port),
    }
  }
  /** What is done when a lock becomes free, by its name. */
  const waits = new Map<string, () => unknown>()
  const locks: Locks = {
    async request(name: string, ...rest: readonly unknown[]) {
      const held = rest.at(-1)
      if (typeof held === 'function') waits.set(name, () => held())
    },
  }
  const client = createTrainingClient((message) => received.push(message), { spawn, base: 'https://site/sub/', locks })
  const sayAlive = (worker: number, lock: string) =>
    workers[worker]!.port.dispatchEvent(new MessageEvent('message', { data: { type: 'alive', lock } }))
  const say = (worker: number, message: FromWorker) =>
    workers[worker]!.port.dispatchEvent(new MessageEvent('message', { data: message }))
  const breakDown = (worker: number, message = 'boom') =>
    workers[worker]!.port.dispatchEvent(Object.assign(new Event('error'), { message }))
  return { client, workers, received, say, sayAlive, waits, breakDown }
}

const start = (run: string, backend: BackendChoice = 'auto'): Extract<ToWorker, { type: 'start' }> => ({
  type: 'start',
  run,
  program: toyProgram(),
  backend,
  paused: false,
  watched: [],
})
const ready = (run: string): FromWorker => ({ type: 'ready', run, backend: 'cpu', description: '', skipped: [] })

describe('the client', () => {
  test('starts a worker at the first message, tells it where the site is, and keeps it', () => {
    const { client, workers } = page()
    expect(workers).toHaveLength(0)
    client.send(start('a'))
    client.send({ type: 'pause', run: 'a' })
    expect(workers).toHaveLength(1)
    expect(workers[0]!.told).toEqual([
      { type: 'greeting', base: 'https://site/sub/' },
      start('a'),
      { type: 'pause', run: 'a' },
    ])
  })

  test('drops what a run says that is no longer the latest', () => {
    const { client, received, say } = page()
    client.send(start('a'))
    client.send(start('b'))
    say(0, ready('a'))
    say(0, ready('b'))
    expect(received).toEqual([ready('b')])
  })

  test('starts afresh on the next backend when a worker breaks before it is ready', () => {
    const { client, workers, received, say, breakDown } = page()
    client.send(start('a'))
    breakDown(0)
    expect(workers[0]!.isTerminated).toBe(true)
    expect(workers[1]!.told.at(-1)).toEqual(start('a', 'wasm'))
    breakDown(1)
    expect(workers[2]!.told.at(-1)).toEqual(start('a', 'cpu'))
    breakDown(2)
    expect(workers).toHaveLength(3)
    expect(received.map(({ type }) => type)).toEqual(['notice', 'notice', 'failed'])
    expect(received[0]).toMatchObject({ run: 'a', message: expect.stringContaining('boom') })
    say(0, ready('a'))
    expect(received).toHaveLength(3)
  })

  test('says what to do when the worker does not arrive, and tries no other backend', () => {
    const { client, workers, received, breakDown } = page()
    client.send(start('a'))
    breakDown(0, '')
    expect(workers).toHaveLength(1)
    expect(received).toEqual([{ type: 'failed', run: 'a', message: expect.stringContaining('reload the page') }])
    client.send(start('b'))
    expect(workers).toHaveLength(2)
  })

  test('reports a failure when a worker breaks later, and starts another for the next run', () => {
    const { client, workers, received, say, breakDown } = page()
    client.send(start('a'))
    say(0, ready('a'))
    breakDown(0)
    expect(received.at(-1)).toMatchObject({ type: 'failed', run: 'a', message: 'The training worker broke: boom' })
    client.send(start('b'))
    expect(workers).toHaveLength(2)
    expect(workers[1]!.told.at(-1)).toEqual(start('b'))
  })

  test('resumes from the last saved state when a worker ends silently; not twice from the same', () => {
    const { client, workers, received, say, sayAlive, waits } = page()
    const kept = (step: number): FromWorker => ({
      type: 'kept',
      run: 'a',
      checkpoint: { step, elapsed: step / 10, tensors: {} },
    })
    client.send(start('a'))
    sayAlive(0, 'first')
    say(0, ready('a'))
    say(0, kept(40))
    client.send({ type: 'pause', run: 'a' })
    waits.get('first')?.()
    expect(workers[0]!.isTerminated).toBe(true)
    expect(received.at(-2)).toMatchObject({ type: 'notice', message: expect.stringContaining('from step 40') })
    expect(received.at(-1)).toEqual({ type: 'wentBack', run: 'a', step: 40, elapsed: 4 })
    const checkpoint = { step: 40, elapsed: 4, tensors: {} }
    expect(workers[1]!.told.at(-1)).toEqual({ ...start('a'), paused: true, checkpoint })
    sayAlive(1, 'second')
    say(1, ready('a'))
    // The lock of a worker that is gone already tells nothing.
    waits.get('first')?.()
    expect(workers).toHaveLength(2)
    waits.get('second')?.()
    expect(workers).toHaveLength(2)
    expect(received.at(-1)).toMatchObject({ type: 'failed', run: 'a', checkpoint })
  })

  describe('without locks', () => {
    beforeEach(() => {
      vi.useFakeTimers()
    })
    afterEach(() => {
      vi.useRealTimers()
    })

    /** A run at step 40 on a worker that beats. */
    function beatingRun() {
      const all = page()
      const port = Object.assign(new EventTarget(), { start: vi.fn(), close: vi.fn() })
      all.client.send(start('a'))
      all.workers[0]!.port.dispatchEvent(new MessageEvent('message', { data: { type: 'alive', beats: port } }))
      all.say(0, ready('a'))
      all.say(0, { type: 'kept', run: 'a', checkpoint: { step: 40, elapsed: 4, tensors: {} } })
      return { ...all, port, beat: () => port.dispatchEvent(new MessageEvent('message', { data: 'beat' })) }
    }

    test('a worker whose beats stop is replaced within ten seconds, and the run goes on', () => {
      const { workers, received, port, beat } = beatingRun()
      for (let second = 0; second < 100; second++) {
        beat()
        vi.advanceTimersByTime(1000)
      }
      expect(workers).toHaveLength(1)
      expect(port.start).toHaveBeenCalledOnce()
      vi.advanceTimersByTime(9000)
      expect(workers[0]!.isTerminated).toBe(true)
      expect(workers).toHaveLength(2)
      expect(received.at(-2)).toMatchObject({
        type: 'notice',
        message:
          'The training worker broke: It ended without an error message, as happens when memory runs out. Training continues from step 40 in a new one.',
      })
      expect(received.at(-1)).toEqual({ type: 'wentBack', run: 'a', step: 40, elapsed: 4 })
      vi.advanceTimersByTime(60_000)
      expect(workers).toHaveLength(2)
    })

    test('a page that wakes late takes no worker for dead whose beats wait to be read', () => {
      const { workers, beat } = beatingRun()
      for (let wake = 0; wake < 10; wake++) {
        // Asleep for a minute: one check is done at once, the next after the beats.
        vi.setSystemTime(Date.now() + 60_000)
        vi.advanceTimersByTime(2500)
        beat()
      }
      expect(workers).toHaveLength(1)
    })

    test('a worker that was ended on purpose is not waited for', () => {
      const { client, workers, port } = beatingRun()
      client.terminate()
      vi.advanceTimersByTime(60_000)
      expect(workers).toHaveLength(1)
      expect(port.close).toHaveBeenCalledOnce()
    })
  })

  test('ends its worker', () => {
    const { client, workers, received, say } = page()
    client.send(start('a'))
    client.terminate()
    expect(workers[0]!.isTerminated).toBe(true)
    say(0, ready('a'))
    expect(received).toEqual([])
  })
})
