// A command of the headless twin: one record, from which parsing, help and the list of commands are derived.
import { type Options, type OptionValues, toggle } from './options.ts'
import type { Terminal } from './terminal.ts'

/** Name to a line about it, in the order they are given; shown in capitals. All are required, but see `standIn`. */
export type Arguments = Readonly<Record<string, string>>

export interface Invocation<A extends Arguments = Arguments, O extends Options = Options> {
  /** Empty where it is missing and another option stands in. */
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
  /** With this option the arguments may be missing. */
  readonly standIn?: keyof O & string
  /** More for the command's own help, where one line does not do. */
  readonly details?: string
  /** The exit status: 0, or 1 where what was asked for could not be done. A method, so that precise commands fit the list. */
  run(invocation: Invocation<A, O>): Promise<number>
}

/** Keeps the literal types, so that `run` knows what it is given. */
export const defineCommand = <const A extends Arguments, const O extends Options>(
  command: Command<A, O>,
): Command<A, O> => command

/** Every command takes these beside its own. */
export const sharedOptions = {
  json: toggle('Standard output holds JSON only.'),
  help: toggle('Show this help.'),
} satisfies Options
