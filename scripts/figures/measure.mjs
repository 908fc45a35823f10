// Measures what the figures of one training are: runs the command line as a person would, and reads what it prints.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../dependencies.mjs'
import { variantOf } from './variant.mjs'

/** A command that did not print what was asked of it. */
export class MeasuringError extends Error {
  /**
   * @param {string} message
   * @param {boolean} wasInterrupted By Ctrl-C.
   */
  constructor(message, wasInterrupted) {
    super(message)
    this.wasInterrupted = wasInterrupted
  }
}

/** Exit status after Ctrl-C. */
export const interrupted = 130

/**
 * By its source, what was printed. Progress is shown unless it is to be quiet. Runs are saved in the folder, and an existing one
 * is resumed.
 * @param {import('./figures-file.mjs').Run} run
 * @param {import('./figures-file.mjs').FiguresFile} file
 * @param {{ templates: string, kept: string, isQuiet?: boolean }} how
 * @returns {Readonly<Record<string, unknown>>}
 * @throws MeasuringError
 */
export function measure(
  { name, template, variant, seed, importance, sources },
  { variants = {} },
  { templates, kept, isQuiet = false },
) {
  const genloom = commandLine(isQuiet)
  const document = JSON.parse(readFileSync(join(templates, template, 'graph.json'), 'utf8'))
  const changes = variant === undefined ? {} : variants[variant]
  if (!changes) throw new MeasuringError(`figures.json of ${template} has no variant "${variant}".`, false)
  const changed = variantOf(document, changes)
  const graph = join(kept, `${name}.json`)
  requireSameGraph(graph, changed, name)
  writeFileSync(graph, JSON.stringify(changed))
  /** @type {Record<string, unknown>} */
  const printed = { graph: changed }
  if (sources.has('check')) printed.check = genloom('check', graph)
  if (!['test', 'train', 'validation', 'importance'].some((source) => sources.has(source))) return printed

  const out = join(kept, name)
  const seeds = seed === undefined ? [] : ['--seed', String(seed)]
  const how = existsSync(join(out, 'run.safetensors')) ? '--resume' : '--out'
  printed.test = genloom('train', graph, ...seeds, ...budgetOf(changed), how, out).test
  const evaluate = (/** @type {string[]} */ ...options) =>
    genloom('evaluate', graph, '--weights', join(out, 'weights.safetensors'), ...options)
  for (const split of ['train', 'validation']) if (sources.has(split)) printed[split] = evaluate('--split', split)
  if (importance !== undefined) printed.importance = evaluate('--importance', String(importance)).importance
  return printed
}

/**
 * A run that goes on takes its own budget, unless one is given.
 * @param {import('./variant.mjs').Graph} graph
 */
function budgetOf({ training: { budget } }) {
  const { unit, amount } = /** @type {{ unit: string, amount: number }} */ (budget)
  return [`--${unit}`, String(amount)]
}

/** @param {string} file from an earlier run, if it exists.
 * @param {import('./variant.mjs').Graph} graph
 * @param {string} name
 */
function requireSameGraph(file, graph, name) {
  if (!existsSync(file) || readFileSync(file, 'utf8') === JSON.stringify(graph)) return
  throw new MeasuringError(`${file} is of another graph than ${name} is now; keep trainings elsewhere.`, false)
}

/**
 * Runs a command and gives what it printed.
 * @param {boolean} isQuiet
 */
function commandLine(isQuiet) {
  return (/** @type {readonly [command: string, ...rest: string[]]} */ ...args) => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [join(root, 'scripts/genloom.mjs'), ...args, '--json'],
      { encoding: 'utf8', stdio: ['ignore', 'pipe', isQuiet ? 'pipe' : 'inherit'] },
    )
    const told = lastObjectOf(stdout)
    if (status === 0 && told) return told
    const reason = messageIn(told?.failure) ?? (stderr || 'its own message is above')
    throw new MeasuringError(`genloom ${args.join(' ')} ended with status ${status}: ${reason}`, status === interrupted)
  }
}

/**
 * @param {string} stdout
 * @returns {Readonly<Record<string, unknown>> | undefined}
 */
function lastObjectOf(stdout) {
  const line = stdout.trimEnd().split('\n').at(-1)
  return line?.startsWith('{') ? JSON.parse(line) : undefined
}

/** @param {unknown} failure */
const messageIn = (failure) =>
  typeof failure === 'object' && failure !== null && 'message' in failure ? String(failure.message) : undefined
