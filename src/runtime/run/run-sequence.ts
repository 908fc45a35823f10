// Runs one after the other: a new one begins when the one before has let go of everything.
import type { ToWorker } from '../../protocol/messages.ts'
import { type Run, startRun } from './run.ts'
import type { RunServices } from './run-services.ts'

export interface RunSequence {
  /** Messages to any run but the latest are dropped. */
  receive(message: ToWorker): void
}

export function createRunSequence(services: RunServices): RunSequence {
  let latest: { readonly name: string; readonly begun: Promise<Run> } | undefined
  return {
    receive(message) {
      const before = latest
      if (message.type === 'start') {
        const begin = async () => {
          await (await before?.begun)?.close()
          return startRun(message, services)
        }
        latest = { name: message.run, begun: begin() }
      } else if (message.run === before?.name) {
        void before.begun.then((run) => run.command(message))
      }
    },
  }
}
