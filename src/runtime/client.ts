// The page's side of the worker. It starts the worker at the first message, and a fresh one where a worker broke while it
// was starting a backend: the next backend is then tried, and the page is told. Knows nothing of TensorFlow.js.
import type { BackendChoice, BackendName, FromWorker, Greeting, ToWorker } from './protocol.ts'

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

const startWorker = (): WorkerPort => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })

/** @param receive gets the messages of the run that was started last, and of no other. */
export function createTrainingClient(
  receive: (message: FromWorker) => void,
  { spawn = startWorker, base = document.baseURI }: { spawn?: () => WorkerPort; base?: string } = {},
): TrainingClient {
  let worker: WorkerPort | undefined
  let current: { readonly start: Start; readonly isReady: boolean } | undefined

  const terminate = () => {
    worker?.terminate()
    worker = undefined
  }

  const connect = (): WorkerPort => {
    const fresh = spawn()
    const whileInUse = (act: () => void) => {
      if (worker === fresh) act()
    }
    fresh.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => whileInUse(() => deliver(data)))
    fresh.addEventListener('error', (event) => {
      event.preventDefault()
      whileInUse(() => broken(event.message || 'The worker could not be loaded.'))
    })
    fresh.addEventListener('messageerror', () => whileInUse(() => broken('A message could not be read.')))
    const greeting: Greeting = { type: 'greeting', base }
    fresh.postMessage(greeting)
    return fresh
  }

  const deliver = (message: FromWorker) => {
    // The last state of a run that gave way to this one is still wanted.
    if (message.run !== current?.start.run && message.type !== 'finished' && message.type !== 'failed') return
    if (message.type === 'ready' && current) current = { ...current, isReady: true }
    receive(message)
  }

  const broken = (reason: string) => {
    terminate()
    if (!current) return
    const { start: failed, isReady } = current
    const { run } = failed
    const next = isReady ? undefined : nextChoice[failed.backend]
    if (next === undefined) {
      current = undefined
      receive({ type: 'failed', run, message: `The training worker broke: ${reason}` })
      return
    }
    receive({ type: 'notice', run, message: `The training worker broke while starting: ${reason} Trying ${next}.` })
    send({ ...failed, backend: next })
  }

  const send = (message: ToWorker) => {
    if (message.type === 'start') current = { start: message, isReady: false }
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
