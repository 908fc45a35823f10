// Ctrl-C: the first ends the training after the current step, so that it can be saved; a second ends it at once.
import { constants } from 'node:os'

export interface Interruption {
  /** The exit status of a process that was ended by this signal; `undefined` as long as there was none. */
  readonly status: number | undefined
  /** Signals end the program as ever. */
  forget(): void
}

/** npm passes on the signal that the terminal has already sent: both are one press of Ctrl-C. */
const samePress = 500

const signals = ['SIGINT', 'SIGTERM'] as const

/** @param onFirst is called at the first signal. */
export function listenForInterruption(onFirst: () => void): Interruption {
  let status: number | undefined
  let at = 0
  const listener = (signal: NodeJS.Signals) => {
    if (status !== undefined && Date.now() - at > samePress) process.exit(status)
    if (status !== undefined) return
    status = 128 + constants.signals[signal]
    at = Date.now()
    onFirst()
    console.log('Stopping after this step. Press Ctrl-C again to stop at once, without saving.')
  }
  for (const signal of signals) process.on(signal, listener)
  return {
    get status() {
      return status
    },
    forget() {
      for (const signal of signals) process.removeListener(signal, listener)
    },
  }
}
