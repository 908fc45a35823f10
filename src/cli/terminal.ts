// What a command may do to the world of the person at the terminal; a test gives one that remembers instead.
import { constants } from 'node:os'
import process from 'node:process'
import { codeOf, reasonOf } from '../engine/files/refusal.ts'

export interface Terminal {
  /** Standard output: results. The line break at the end is added. */
  print(text: string): void
  /** Standard error: progress, explanations, mistakes. As `print`. */
  note(text: string): void
  /** Replaces the line that the last call drew on standard error; `null` leaves it behind. Only where `isInteractive`. */
  draw(line: string | null): void
  /** Somebody looks at standard error as it is written. */
  readonly isInteractive: boolean
  /**
   * Calls once at the first Ctrl-C, or when the program is asked to end; a second time it ends as ever. The result takes the
   * listener away.
   */
  onInterrupt(listener: (status: number) => void): () => void
}

const signals = ['SIGINT', 'SIGTERM'] as const
const clearLine = '\r\x1b[2K'

/** A result that nobody could read is no success; whoever reads only the first lines of it, as `head` does, is content. */
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
