// The side effects available to a command; tests use a recording terminal instead.
import { constants } from 'node:os'
import process from 'node:process'
import { codeOf, reasonOf } from '../engine/files/refusal.ts'

export interface Terminal {
  /** Standard output: results. The line break at the end is added. */
  print(text: string): void
  /** Standard error: progress, explanations, errors. Like `print`. */
  note(text: string): void
  /** Replaces the line drawn by the last call on standard error; `null` keeps it. Only if `isInteractive`. */
  draw(line: string | null): void
  /** Standard error is an interactive terminal. */
  readonly isInteractive: boolean
  /** Calls back once at the first Ctrl-C or termination request; the second one ends the program as usual. Returns a function
   * that removes the listener.
   */
  onInterrupt(listener: (status: number) => void): () => void
}

const signals = ['SIGINT', 'SIGTERM'] as const
const clearLine = '\r\x1b[2K'

/** An output that cannot be written is a failure, unless the reader only wanted the first lines, like `head`. */
function tellLostOutput(cause: Error): void {
  if (codeOf(cause) === 'EPIPE') return
  process.stderr.write(`genloom: standard output cannot be written: ${reasonOf('standard output', cause)}.\n`)
  process.once('exit', () => {
    process.exitCode = 1
  })
}

export function processTerminal(): Terminal {
  if (!process.stdout.listeners('error').includes(tellLostOutput)) process.stdout.on('error', tellLostOutput)
  let isDrawn = false
  const draw = (line: string | null) => {
    if (line !== null) process.stderr.write(`${clearLine}${line.slice(0, (process.stderr.columns ?? 80) - 1)}`)
    else if (isDrawn) process.stderr.write('\n')
    isDrawn = line !== null
  }
  return {
    print: (text) => process.stdout.write(`${text}\n`),
    note(text) {
      draw(null)
      process.stderr.write(`${text}\n`)
    },
    draw,
    isInteractive: process.stderr.isTTY === true,
    onInterrupt(listener) {
      const stop = (signal: NodeJS.Signals) => {
        forget()
        listener(128 + constants.signals[signal])
      }
      const forget = () => {
        for (const signal of signals) process.removeListener(signal, stop)
      }
      for (const signal of signals) process.on(signal, stop)
      return forget
    },
  }
}
