// The page's side of the worker. It starts the worker at the first message, and a fresh one where a worker broke while it
// was starting a backend: the next backend is then tried, and the page is told. Knows nothing of TensorFlow.js.

import type { BackendChoice, BackendName, Checkpoint } from '../engine/index.ts'
import { listenForBeats } from './heartbeat.ts'
import type { Alive, FromWorker, Greeting, ToWorker } from './messages.ts'

export interface TrainingClient {
  send(message: ToWorker): void
  /** Ends the worker and forgets the run; a later message starts a new worker. */
  terminate(): void
}

/** What the client uses of a worker. */
export type WorkerPort = Pick<Worker, 'postMessage' | 'terminate' | 'addEventListener'>

type Start = Extract<ToWorker, { type: 'start' }>

/** Where to go on when a worker broke while it was starting this choice. */
const nextChoice: Readonly<Record<BackendChoice, BackendName | undefined>> = {
  auto: 'wasm',
  webgpu: 'wasm',
  wasm: 'cpu',
  cpu: undefined,
}

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
  let current: { readonly start: Start; readonly isReady: boolean; readonly diedAt?: number } | undefined

  let stopListening: () => void = () => undefined

  const terminate = () => {
    stopListening()
    worker?.terminate()
    worker = undefined
  }

  const connect = (): WorkerPort => {
    const fresh = spawn()
    const whileInUse = (act: () => void) => {
      if (worker === fresh) act()
    }
    fresh.addEventListener('message', ({ data }: MessageEvent<FromWorker | Alive>) =>
      whileInUse(() => (data.type === 'alive' ? waitForEnd(data, fresh) : deliver(data))),
    )
    fresh.addEventListener('error', (event) => {
      event.preventDefault()
      // Errors inside the worker have a message; without one, its script did not arrive, which no other backend changes.
      whileInUse(() => (event.message ? broken(event.message) : missing()))
    })
    fresh.addEventListener('messageerror', () => whileInUse(() => broken('A message could not be read.')))
    const greeting: Greeting = { type: 'greeting', base }
    fresh.postMessage(greeting)
    return fresh
  }

  /** No event tells of it: the lock is free as soon as the worker has ended, or its beats stop. */
  const waitForEnd = (alive: Alive, of: WorkerPort) => {
    const ended = () => {
      if (worker === of) broken('It ended without a word, as it does when memory runs out.')
    }
    if ('beats' in alive) stopListening = listenForBeats(alive.beats, ended)
    else void locks?.request(alive.lock, ended)
  }

  const deliver = (message: FromWorker) => {
    // The last state of a run that gave way to this one is still wanted.
    if (message.run !== current?.start.run && message.type !== 'finished' && message.type !== 'failed') return
    if (message.type === 'ready' && current) current = { ...current, isReady: true }
    if ('checkpoint' in message && message.checkpoint) goOnFrom(message.checkpoint)
    // A run that is over waits where it is, for whoever asks it for samples.
    if (message.type === 'finished' || message.type === 'failed') change({ paused: true })
    receive(message)
  }

  const change = (to: Partial<Pick<Start, 'paused' | 'watched' | 'checkpoint'>>) => {
    if (current) current = { ...current, start: { ...current.start, ...to } }
  }
  const goOnFrom = (checkpoint: Checkpoint) => change({ checkpoint })

  const broken = (reason: string) => {
    terminate()
    if (!current) return
    const { start: failed, isReady } = current
    const { run } = failed
    const next = isReady ? undefined : nextChoice[failed.backend]
    const { checkpoint } = failed
    // Twice in one place would be so for ever.
    if (isReady && checkpoint && current.diedAt !== checkpoint.step) {
      const { step, elapsed } = checkpoint
      const message = `The training worker broke: ${reason} Training goes on from step ${step} in a new one.`
      receive({ type: 'notice', run, message })
      receive({ type: 'wentBack', run, step, elapsed })
      connectFor(failed)
      current = { start: failed, isReady: false, diedAt: step }
      return
    }
    if (next === undefined) {
      current = undefined
      const kept = checkpoint && { checkpoint }
      receive({ type: 'failed', run, message: `The training worker broke: ${reason}`, ...kept })
      return
    }
    receive({ type: 'notice', run, message: `The training worker broke while starting: ${reason} Trying ${next}.` })
    send({ ...failed, backend: next })
  }

  const missing = () => {
    terminate()
    if (!current) return
    const { run, checkpoint } = current.start
    current = undefined
    const message =
      'The training worker could not be loaded: the site cannot be reached, or has been renewed. ' +
      'If trying again does not help, reload the page. What you made is kept.'
    receive({ type: 'failed', run, message, ...(checkpoint && { checkpoint }) })
  }

  const connectFor = (start: Start) => {
    worker = connect()
    worker.postMessage(start)
  }

  const send = (message: ToWorker) => {
    if (message.type === 'start') current = { start: message, isReady: false }
    else if (message.run === current?.start.run) {
      if (message.type === 'pause' || message.type === 'resume') change({ paused: message.type === 'pause' })
      if (message.type === 'watch') change({ watched: message.watched })
    }
    worker ??= connect()
    worker.postMessage(message)
  }

  return {
    send,
    terminate() {
      terminate()
      current = undefined
    },
  }
}
