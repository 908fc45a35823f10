// The command line of Genloom: genloom COMMAND. Parses the arguments, runs the command and returns its exit status: 0 success, 1
// failure, 2 usage error, 130 stopped by Ctrl-C.
import { messageOf } from '../engine/text/message-of.ts'
import { commands } from './commands/index.ts'
import { problemLines, reportProblem } from './graphs/describe-graph.ts'
import { GraphError } from './graphs/graph-error.ts'
import { helpOf, helpOfAll } from './help.ts'
import { version } from './package-root.ts'
import { parseArguments } from './parse-arguments.ts'
import { processTerminal, type Terminal } from './terminal.ts'
import { suggestion } from './text/nearest.ts'
import { UsageError } from './usage-error.ts'

export async function main(argv: readonly string[], terminal: Terminal = processTerminal()): Promise<number> {
  const [name, ...words] = argv
  try {
    return await dispatch(name, words, terminal)
  } catch (cause) {
    return explain(cause, name, words.includes('--json'), terminal)
  }
}

async function dispatch(name: string | undefined, words: readonly string[], terminal: Terminal): Promise<number> {
  if (name === undefined) throw new UsageError('a command is missing; genloom --help lists them')
  if (name === '--version') {
    terminal.print(version)
    return 0
  }
  if (name === '--help' || name === '-h' || name === 'help') {
    terminal.print(helpOfAll(commands))
    return 0
  }
  const names = commands.map((command) => command.name)
  const command = commands.find((one) => one.name === name)
  if (!command) throw new UsageError(`there is no command "${name}"${suggestion(name, names)}`)
  const invocation = parseArguments(command, words, terminal)
  if (invocation) return command.run(invocation)
  terminal.print(helpOf(command))
  return 0
}

function explain(cause: unknown, command: string | undefined, json: boolean, terminal: Terminal): number {
  if (cause instanceof UsageError) {
    const isKnown = commands.some(({ name }) => name === command)
    terminal.note(`genloom: ${cause.message} (genloom ${isKnown ? `${command} ` : ''}--help)`)
    return 2
  }
  if (cause instanceof GraphError) {
    const problems = cause.problems.map(reportProblem)
    const more = problems.filter(({ message }) => message !== cause.message)
    if (json) terminal.print(JSON.stringify({ problems }))
    terminal.note([`genloom: ${cause.message}`, ...problemLines(more)].join('\n'))
    return 1
  }
  terminal.note(`genloom: ${messageOf(cause)}`)
  return 1
}
