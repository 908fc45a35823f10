// The kinds of command options; each parses its text or explains what is wrong.
import { UsageError } from './usage-error.ts'

export interface Option<T> {
  /** The placeholder of the value in the help, such as N; absent for a switch. */
  readonly value?: string
  readonly summary: string
  /** @throws UsageError that starts with `name`, such as `--batch`. */
  read(text: string, name: string): T
}
export type Options = Readonly<Record<string, Option<unknown>>>
/** The given values: `undefined` for absent options. */
export type OptionValues<O extends Options> = {
  readonly [K in keyof O]: (O[K] extends Option<infer T> ? T : never) | undefined
}

export const text = (value: string, summary: string): Option<string> => ({
  value,
  summary,
  read(given, name) {
    if (given === '') throw new UsageError(`${name} needs a value (${value}), received nothing`)
    return given
  },
})

export const toggle = (summary: string): Option<true> => ({ summary, read: () => true })

export const wholeNumber = (value: string, summary: string, least: number, most: number): Option<number> => ({
  value,
  summary,
  read(given, name) {
    const number = /^\d+$/.test(given) ? Number(given) : Number.NaN
    if (number >= least && number <= most) return number
    throw new UsageError(`${name} needs an integer from ${least} to ${most}, received "${given}"`)
  },
})

export const positiveNumber = (value: string, summary: string, most: number): Option<number> => ({
  value,
  summary,
  read(given, name) {
    const number = given.trim() === '' ? Number.NaN : Number(given)
    if (number > 0 && number <= most) return number
    throw new UsageError(`${name} needs a number above 0 and at most ${most}, received "${given}"`)
  },
})

export const choice = <const T extends string>(choices: readonly T[], summary: string): Option<T> => ({
  value: choices.join('|'),
  summary,
  read(given, name) {
    const found = choices.find((one) => one === given)
    if (found !== undefined) return found
    throw new UsageError(`${name} needs one of ${choices.join(', ')}, received "${given}"`)
  },
})

const largestSeed = 0xffffffff

export const seedOption = (summary: string): Option<number> => wholeNumber('S', summary, 0, largestSeed)
