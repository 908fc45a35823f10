// The help, generated from the commands.
import { type Command, sharedOptions } from './command.ts'
import { graphArgument } from './graphs/read-graph.ts'
import type { Options } from './options.ts'
import { table } from './text/table.ts'

export function helpOfAll(commands: readonly Command[]): string {
  return [
    'Genloom on the command line: train, evaluate and sample the same graphs as in the editor.',
    '',
    'Usage: genloom COMMAND [ARGUMENTS] [OPTIONS]',
    '',
    table(
      commands.map((command) => [synopsis(command), command.summary]),
      '  ',
    ),
    '',
    `GRAPH is ${graphArgument}.`,
    '--json: standard output holds JSON only. --help after a command: its options. --version: the version.',
    'Exit status: 0 success, 1 failure (such as a graph with errors), 2 usage error, 130 stopped by Ctrl-C.',
  ].join('\n')
}

export function helpOf(command: Command): string {
  const parts = Object.entries(command.arguments)
  const options: Options = { ...command.options, ...sharedOptions }
  const shown = parts.map(([name, summary]) => [name.toUpperCase(), summary])
  return [
    `Usage: genloom ${synopsis(command)} [OPTIONS]`,
    '',
    command.summary,
    ...(shown.length ? ['', table(shown, '  ')] : []),
    '',
    table(
      Object.entries(options).map(([name, { value, summary }]) => [`--${name}${value ? ` ${value}` : ''}`, summary]),
      '  ',
    ),
    ...(command.details ? ['', command.details] : []),
  ].join('\n')
}

const synopsis = ({ name, arguments: given, standIn }: Command): string => {
  const parts = Object.keys(given).map((argument) => argument.toUpperCase())
  return [name, ...(standIn === undefined ? parts : parts.map((part) => `[${part}]`))].join(' ')
}
