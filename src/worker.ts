// The worker's composition root: gives runs their ops, data and backends, and passes messages. One run at a time; a new one
// closes the one before it.
import { ops } from '../nodes/ops.ts'
import { createBuiltInCatalogue } from './engine/data/built-in-catalogue.ts'
import { intrinsics, startBackend } from './engine/index.ts'
import type { Alive, FromWorker, Greeting, ToWorker } from './protocol/messages.ts'
import { openPhaseTimes } from './protocol/phase-times.ts'
import { startBeating } from './runtime/beat.ts'
import { breathe } from './runtime/breathe.ts'
import { browserEnvironment } from './runtime/browser/browser-environment.ts'
import { type OperationTable, opsOf } from './runtime/op-of.ts'
import { createRunSequence } from './runtime/run/run-sequence.ts'
import type { RunServices } from './runtime/run/run-services.ts'
import { createPhaseClock } from './runtime/training/phase-times.ts'

let base = self.location.href

async function fetchBytes(path: string): Promise<Uint8Array> {
  const { href } = new URL(path, base)
  const response = await fetch(href)
  if (!response.ok) throw new Error(`${href} cannot be had: ${response.status} ${response.statusText}.`)
  return new Uint8Array(await response.arrayBuffer())
}

const services: RunServices = {
  ops: opsOf(ops, intrinsics satisfies OperationTable),
  clock: { now: () => performance.now(), breathe },
  startBackend: (choice) => startBackend(choice, browserEnvironment()),
  datasets: createBuiltInCatalogue(fetchBytes),
  post: (message: FromWorker) => self.postMessage(message),
  phaseClock: import.meta.env.DEV ? timePhases() : undefined,
}

const runs = createRunSequence(services)

self.addEventListener('message', ({ data }: MessageEvent<Greeting | ToWorker>) => {
  if (data.type === 'greeting') {
    base = data.base
    showLife()
  } else runs.receive(data)
})

/** For the debug overlay. */
function timePhases() {
  const { tell } = openPhaseTimes()
  return (run: string) => createPhaseClock(run, () => performance.now(), tell)
}

/** The browser lets go of the lock when the worker ends, in whatever way; a long computation does not disturb it. */
function showLife() {
  if (!('locks' in navigator)) {
    startBeating()
    return
  }
  const lock = `genloom worker ${Math.random()}`
  void navigator.locks.request(lock, () => {
    self.postMessage({ type: 'alive', lock } satisfies Alive)
    return new Promise<never>(() => undefined)
  })
}
