// The page's side of the worker. It starts the worker at the first message, and a fresh one where a worker broke while it
// was starting a backend: the next backend is then tried, and the page is notified. Independent of TensorFlow.js.

import { type ClientEffect, type ClientEvent, noRun, reduceClient } from './client-state.ts'
import { listenForBeats } from './heartbeat.ts'
import type { Alive, FromWorker, Greeting, ToWorker } from './messages.ts'

export interface TrainingClient {
  send(message: ToWorker): void
  /** Ends the worker and forgets the run; a later message starts a new worker. */
  terminate(): void
}

/** What the client uses of a worker. */
export type WorkerPort = Pick<Worker, 'postMessage' | 'terminate' | 'addEventListener'>

const startWorker = (): WorkerPort => new Worker(new URL('../worker.ts', import.meta.url), { type: 'module' })

/** What the client uses of the browser's locks; some pages have none. */
export type Locks = Pick<LockManager, 'request'>

const browserLocks = (): Locks | undefined => ('locks' in navigator ? navigator.locks : undefined)

/** @param receive gets the messages of the run that was started last, and of no other. */
export function createTrainingClient(
  receive: (message: FromWorker) => void,
  {
    spawn = startWorker,
    base = document.baseURI,
    locks = browserLocks(),
  }: { spawn?: () => WorkerPort; base?: string; locks?: Locks | undefined } = {},
): TrainingClient {
  let worker: WorkerPort | undefined
  let state = noRun
  let stopListening: () => void = () => undefined

  const take = (event: ClientEvent) => {
    const transition = reduceClient(state, event)
    state = transition.state
    for (const effect of transition.effects) carryOut(effect)
  }

  const carryOut = (effect: ClientEffect) => {
    switch (effect.effect) {
      case 'end':
        stopListening()
        worker?.terminate()
        worker = undefined
        break
      case 'post':
        worker ??= connect()
        worker.postMessage(effect.message)
        break
      case 'receive':
        receive(effect.message)
        break
      default:
        effect satisfies never
    }
  }

  const connect = (): WorkerPort => {
    const fresh = spawn()
    const whileInUse = (event: () => ClientEvent) => {
      if (worker === fresh) take(event())
    }
    fresh.addEventListener('message', ({ data }: MessageEvent<FromWorker | Alive>) => {
      if (data.type === 'alive') waitForEnd(data, fresh)
      else whileInUse(() => ({ event: 'answer', message: data }))
    })
    fresh.addEventListener('error', (event) => {
      event.preventDefault()
      // Errors inside the worker have a message; without one, its script did not arrive, which no other backend changes.
      whileInUse(() => (event.message ? { event: 'broken', reason: event.message } : { event: 'missing' }))
    })
    fresh.addEventListener('messageerror', () =>
      whileInUse(() => ({ event: 'broken', reason: 'A message could not be read.' })),
    )
    const greeting: Greeting = { type: 'greeting', base }
    fresh.postMessage(greeting)
    return fresh
  }

  /** There is no event for it: the lock is released as soon as the worker has ended, or its beats stop. */
  const waitForEnd = (alive: Alive, of: WorkerPort) => {
    if (worker !== of) return
    const reason = 'It ended without an error message, as happens when memory runs out.'
    const ended = () => {
      if (worker === of) take({ event: 'broken', reason })
    }
    if ('beats' in alive) stopListening = listenForBeats(alive.beats, ended)
    else void locks?.request(alive.lock, ended)
  }

  return {
    send: (message) => take({ event: 'send', message }),
    terminate: () => take({ event: 'terminate' }),
  }
}
