import { ops } from '../../../nodes/ops.ts'
import { intrinsics } from '../../engine/index.ts'
import type { CheckResult } from '../../protocol/messages.ts'
import { runChecks } from '../../runtime/checks/run-checks.ts'
import { opsOf } from '../../runtime/op-of.ts'
import { defineCommand } from '../command.ts'
import { graphArgument, readGraphFile } from '../graphs/read-graph.ts'
import { seedOption } from '../options.ts'
import { openModel } from '../running/open-model.ts'
import { backendOption } from '../running/start-backend.ts'
import { loadWeights, readWeights, weightsOption } from '../running/weights-file.ts'
import { table } from '../text/table.ts'

export const verifyCommand = defineCommand({
  name: 'verify',
  summary: 'Check the maths of a graph numerically; exit status 1 if a check fails.',
  arguments: { graph: graphArgument },
  options: {
    weights: weightsOption,
    seed: seedOption("Random seed of noise, draws and directions; default: the graph's."),
    backend: backendOption,
  },
  details: [
    'Without weights the initial model is checked. Every check runs twice: with the given weights, and with',
    'randomly perturbed weights, because zeros hide errors. The worse of the two results is reported.',
    'The table shows each measured error next to its tolerance. Progress and the table go to standard error.',
  ].join('\n'),
  async run({ given, options, terminal }) {
    const graph = await readGraphFile(given.graph)
    const weights = await readWeights(options.weights, graph)
    const { model, program, feed, backend } = await openModel(graph.document, options.backend)
    if (weights) loadWeights(model, weights)
    const tensors = await model.parameters.save()
    model.dispose()
    const seed = options.seed ?? program.training.seed
    const results = await runChecks({
      program,
      ops: opsOf(ops, intrinsics),
      feed,
      tensors,
      seed,
      onChecked(fresh, done, total) {
        const names = [...new Set(fresh.map(({ check }) => check))].join(', ')
        if (terminal.isInteractive) terminal.draw(`${done} of ${total} checks done: ${names}`)
      },
    })
    if (terminal.isInteractive) terminal.draw(null)
    const failed = results.filter(({ outcome }) => outcome === 'failed')
    const passed = results.filter(({ outcome }) => outcome === 'passed')
    terminal.note(inWords(results))
    if (options.json) terminal.print(JSON.stringify({ passed: failed.length === 0, backend, seed, results }))
    else terminal.print(verdict(passed.length, failed.length, results.length))
    return failed.length ? 1 : 0
  },
})

const verdict = (passed: number, failed: number, all: number): string =>
  `${failed ? `${failed} failed, ` : ''}${passed} passed, ${all - passed - failed} do not apply.`

function inWords(results: readonly CheckResult[]): string {
  const head = ['', 'check', 'error', 'tolerance', '', 'node']
  const rows = results.map(({ outcome, title, error, tolerance, unit = '', node = '' }) => [
    outcome,
    title,
    error === undefined ? '' : short(error),
    tolerance === undefined ? '' : short(tolerance),
    outcome === 'skipped' ? '' : unit,
    outcome === 'failed' ? node : '',
  ])
  const sentences = results
    .filter(({ outcome }) => outcome !== 'passed')
    .map(({ outcome, title, node, sentence }) => `${outcome}: ${title}${node ? ` (${node})` : ''}. ${sentence}`)
  return [table([head, ...rows]), ...(sentences.length ? ['', ...sentences] : [])].join('\n')
}

const short = (value: number): string =>
  value === 0 || value >= 0.1 ? String(Number(value.toPrecision(3))) : value.toExponential(1)
