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
  summary: 'Prove the maths of a graph by numbers; exit status 1 when a check fails.',
  arguments: { graph: graphArgument },
  options: {
    weights: weightsOption,
    seed: seedOption("Of noise, draws and directions; without it the graph's."),
    backend: backendOption,
  },
  details: [
    'Without weights the model is checked as it starts. Every check is made twice: with the weights as they are, and with',
    'weights moved at random from their start, because zeros hide faults. Of the two answers the worse one is told.',
    'What a check measured stands beside the largest error that passes. Progress and the table go to standard error.',
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
