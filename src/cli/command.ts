// A command of the command line: one record, from which parsing, help and the list of commands are derived.
import { type Options, type OptionValues, toggle } from './options.ts'
import type { Terminal } from './terminal.ts'

/** Name to a one-line description, in positional order; shown in capitals. All are required, but see `standIn`. */
export type Arguments = Readonly<Record<string, string>>

export interface Invocation<A extends Arguments = Arguments, O extends Options = Options> {
  /** Empty if it is missing and another option replaces it. */
  readonly given: { readonly [K in keyof A]: string }
  readonly options: OptionValues<O> & { readonly json: boolean }
  readonly terminal: Terminal
}

export interface Command<A extends Arguments = Arguments, O extends Options = Options> {
  readonly name: string
  /** One line. */
  readonly summary: string
  readonly arguments: A
  readonly options: O
  /** With this option the arguments can be omitted. */
  readonly standIn?: keyof O & string
  /** Further text for the command's own help. */
  readonly details?: string
  /** The exit status: 0, or 1 if the request failed. A method, so that precise commands fit the list. */
  run(invocation: Invocation<A, O>): Promise<number>
}

/** Preserves the literal types, so that `run` has precise arguments. */
export const defineCommand = <const A extends Arguments, const O extends Options>(
  command: Command<A, O>,
): Command<A, O> => command

/** Options of every command. */
export const sharedOptions = {
  json: toggle('Standard output holds JSON only.'),
  help: toggle('Show this help.'),
} satisfies Options
