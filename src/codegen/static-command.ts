// Texts of the exported files that deal with the terminal: the command line, and Ctrl-C.

export const options = `
// The command line. What is wrong ends the program with one line on standard error: exit status 2 where the command
// line itself was wrong, 1 where something could not be done.
import { statSync } from 'node:fs'
import { dirname } from 'node:path'
import { type ParseArgsConfig, parseArgs } from 'node:util'
import { prepareFolder } from './files/folder.ts'

export function stop(reason: unknown, status = 1): never {
  console.error(messageOf(reason))
  process.exit(status)
}

/** What was given, else the defaults. */
export function readOptions<const T extends NonNullable<ParseArgsConfig['options']>>(options: T) {
  try {
    return parseArgs({ options }).values
  } catch (error) {
    const [mistake] = messageOf(error).split(/\\.\\s/)
    const names = Object.keys(options).map((name) => \`--\${name}\`)
    return stop(\`\${mistake}; the options are \${names.join(', ')}.\`, 2)
  }
}

export function wholeNumber(option: string, text: string, least = 0): number {
  const number = Number(text)
  if (text.trim() !== '' && Number.isSafeInteger(number) && number >= least) return number
  return stop(\`--\${option} takes a whole number from \${least} on, received "\${text}".\`, 2)
}

export function positiveNumber(option: string, text: string): number {
  const number = Number(text)
  if (text.trim() !== '' && Number.isFinite(number) && number > 0) return number
  return stop(\`--\${option} takes a number above 0, received "\${text}".\`, 2)
}

export function oneOf<T extends string>(option: string, text: string, choices: readonly T[]): T {
  const chosen = choices.find((choice) => choice === text)
  return chosen ?? stop(\`--\${option} takes \${choices.join(' or ')}, received "\${text}".\`, 2)
}

/** A file to be written. Its folder is made and tried at once, so that nothing is computed in vain. */
export async function outputFile(option: string, path: string): Promise<string> {
  try {
    await prepareFolder(dirname(path))
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) throw new Error(\`\${path} is a folder, not a file.\`)
  } catch (error) {
    stop(\`--\${option}: \${messageOf(error)}\`)
  }
  return path
}

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
`

export const interruption = `
// Ctrl-C: the first ends the training after the present step, so that it can be saved; a second ends it at once.
import { constants } from 'node:os'

export interface Interruption {
  /** What a process that was ended by this signal exits with; \`undefined\` as long as there was none. */
  readonly status: number | undefined
  /** Signals end the program as ever. */
  forget(): void
}

/** npm passes on the signal that the terminal has already sent: both are one press of Ctrl-C. */
const samePress = 500

const signals = ['SIGINT', 'SIGTERM'] as const

export function listenForInterruption(): Interruption {
  let status: number | undefined
  let at = 0
  const listener = (signal: NodeJS.Signals) => {
    if (status !== undefined && Date.now() - at > samePress) process.exit(status)
    if (status !== undefined) return
    status = 128 + constants.signals[signal]
    at = Date.now()
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
`
