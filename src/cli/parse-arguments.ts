// Parses the arguments after `genloom <command>`; every error is one sentence.
import { parseArgs } from 'node:util'
import { type Command, type Invocation, sharedOptions } from './command.ts'
import type { Options } from './options.ts'
import type { Terminal } from './terminal.ts'
import { suggestion } from './text/nearest.ts'
import { UsageError } from './usage-error.ts'

/** @returns `null` for --help. @throws UsageError at the first error. */
export function parseArguments(command: Command, words: readonly string[], terminal: Terminal): Invocation | null {
  const options: Options = { ...command.options, ...sharedOptions }
  const { tokens } = parseArgs({
    args: [...words],
    options: Object.fromEntries(
      Object.entries(options).map(([name, { value }]) => [name, { type: value ? 'string' : 'boolean' } as const]),
    ),
    strict: false,
    tokens: true,
  })
  const values: Record<string, unknown> = {}
  const positionals: string[] = []
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value)
    if (token.kind !== 'option') continue
    const { name, rawName, value, inlineValue } = token
    const option = Object.hasOwn(options, name) && rawName.startsWith('--') ? options[name] : undefined
    if (!option)
      throw new UsageError(
        `${command.name} has no option ${rawName}${suggestion(name, Object.keys(options), (found) => `--${found}`)}`,
      )
    if (Object.hasOwn(values, name)) throw new UsageError(`${rawName} was given twice`)
    if (option.value === undefined && inlineValue) throw new UsageError(`${rawName} takes no value`)
    const isMissing = option.value !== undefined && (value === undefined || (!inlineValue && value.startsWith('--')))
    if (isMissing) throw new UsageError(`${rawName} needs a value (${option.value}), received none`)
    values[name] = option.read(value ?? '', rawName)
  }
  if (values.help) return null
  return {
    given: readPositionals(command, positionals, values),
    options: { ...values, json: values.json === true },
    terminal,
  }
}

function readPositionals(
  command: Command,
  positionals: readonly string[],
  options: Readonly<Record<string, unknown>>,
): Record<string, string> {
  const names = Object.keys(command.arguments)
  const missing = names[positionals.length]
  const { standIn } = command
  if (missing !== undefined && (standIn === undefined || options[standIn] === undefined)) {
    const instead = standIn === undefined ? '' : `, or --${standIn}`
    throw new UsageError(`${command.name} needs ${missing.toUpperCase()}: ${command.arguments[missing]}${instead}`)
  }
  const surplus = positionals[names.length]
  if (surplus !== undefined) {
    const expected = names.length ? `only ${names.map((name) => name.toUpperCase()).join(' ')}` : 'no argument'
    throw new UsageError(`${command.name} takes ${expected}, received "${surplus}" too`)
  }
  return Object.fromEntries(names.map((name, place) => [name, positionals[place] ?? '']))
}
