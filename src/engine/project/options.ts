// The command line. What is wrong ends the program with one line on standard error: exit status 2 where the command
// line itself was wrong, 1 where something could not be done.
import { statSync } from 'node:fs'
import { dirname } from 'node:path'
import { type ParseArgsConfig, parseArgs } from 'node:util'
import { prepareFolder } from '../files/folder.ts'
import { messageOf } from '../text/message-of.ts'

/** Ends the process with the reason on standard error. */
export function stop(reason: unknown, status = 1): never {
  console.error(messageOf(reason))
  process.exit(status)
}

/** What was given, else the defaults. */
export function readOptions<const T extends NonNullable<ParseArgsConfig['options']>>(
  options: T,
): ReturnType<typeof parseArgs<{ options: T }>>['values'] {
  try {
    return parseArgs({ options }).values
  } catch (error) {
    const [mistake] = messageOf(error).split(/\.\s/)
    const names = Object.keys(options).map((name) => `--${name}`)
    return stop(`${mistake}; the options are ${names.join(', ')}.`, 2)
  }
}

/** The integer given for an option. Ends the process if it is not one. */
export function wholeNumber(option: string, text: string, least = 0): number {
  const number = Number(text)
  if (text.trim() !== '' && Number.isSafeInteger(number) && number >= least) return number
  return stop(`--${option} takes an integer of at least ${least}, received "${text}".`, 2)
}

/** The positive number given for an option. Ends the process if it is not one. */
export function positiveNumber(option: string, text: string): number {
  const number = Number(text)
  if (text.trim() !== '' && Number.isFinite(number) && number > 0) return number
  return stop(`--${option} takes a number above 0, received "${text}".`, 2)
}

/** The choice given for an option. Ends the process if it is not among the choices. */
export function oneOf<T extends string>(option: string, text: string, choices: readonly T[]): T {
  const chosen = choices.find((choice) => choice === text)
  return chosen ?? stop(`--${option} takes ${choices.join(' or ')}, received "${text}".`, 2)
}

/** A file to be written. Its folder is created and tested at once, so that no computation is wasted. */
export async function outputFile(option: string, path: string): Promise<string> {
  try {
    await prepareFolder(dirname(path))
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) throw new Error(`${path} is a folder, not a file.`)
  } catch (error) {
    stop(`--${option}: ${messageOf(error)}`)
  }
  return path
}
