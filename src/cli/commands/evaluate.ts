import { type DensityClass, findProcedure, type Program } from '../../compiler/program/program.ts'
import { estimateLikelihood } from '../../runtime/evaluation/evaluation.ts'
import { inBits } from '../../runtime/evaluation/likelihood.ts'
import { defineCommand } from '../command.ts'
import { requireProgram } from '../graphs/describe-graph.ts'
import { graphArgument, readGraphFile } from '../graphs/read-graph.ts'
import { choice, wholeNumber } from '../options.ts'
import { evaluateSplit, inWords, requireFiniteMetrics } from '../running/evaluate-split.ts'
import { openModel } from '../running/open-model.ts'
import { backendOption } from '../running/start-backend.ts'
import { loadWeights, requireWeights, weightsOption } from '../running/weights-file.ts'
import { UsageError } from '../usage-error.ts'

export const evaluateCommand = defineCommand({
  name: 'evaluate',
  summary: 'Negative log-likelihood of a split, or a bound on it, in nats and bits per dimension.',
  arguments: { graph: graphArgument },
  options: {
    weights: weightsOption,
    split: choice(['test', 'validation', 'train'], 'The split to evaluate; default: test.'),
    importance: wholeNumber('K', 'Also estimate the likelihood with K importance samples per example.', 1, 2 ** 20),
    backend: backendOption,
  },
  details: [
    'The random numbers of an evaluation are fixed: the same weights give the same results as train printed.',
    '--importance K: -log (1/K) sum_k p(x, z_k) / q(z_k | x), averaged over the examples (Burda, Grosse & Salakhutdinov 2016).',
  ].join('\n'),
  async run({ given, options, terminal }) {
    const graph = await readGraphFile(given.graph)
    if (options.importance !== undefined) requireImportance(requireProgram(graph.document))
    const weights = await requireWeights(options.weights, graph)
    const open = await openModel(graph.document, options.backend)
    const { model, feed, program, backend } = open
    loadWeights(model, weights)
    const split = options.split ?? 'test'
    const bound = await evaluateSplit(open, split)
    const draws = options.importance
    const estimate = draws === undefined ? undefined : await estimateLikelihood(model, feed, split, draws)
    if (estimate)
      await requireFiniteMetrics(open, { 'the importance-weighted estimate': estimate.nats }, split, ['logWeight'])
    const importance = estimate && {
      draws: estimate.draws,
      value: estimate.nats,
      unit: 'nats',
      ...inBits(program, estimate.nats),
    }
    if (options.json)
      terminal.print(JSON.stringify({ split, backend, ...bound, ...(importance ? { importance } : {}) }))
    else {
      terminal.print(`${split}: ${inWords(bound)}`)
      if (importance) {
        const { value, bitsPerDim } = importance
        const bits = bitsPerDim === undefined ? '' : ` (${bitsPerDim.toFixed(4)} bits/dim)`
        terminal.print(`${draws} importance draws: ${value.toFixed(3)} nats${bits}`)
      }
    }
    return 0
  },
})

const withoutWeights: Readonly<Record<DensityClass, string>> = {
  exact: 'this likelihood is exact, so there is nothing to estimate',
  bound: 'this model has no latent variable sampled by an encoder',
  implicit: 'this model has no likelihood',
  none: 'this model has no likelihood',
}

/** @throws UsageError explaining why there are no importance weights, if the model has no latent sampled by an encoder. */
function requireImportance(program: Program): void {
  if (findProcedure(program, 'logWeight')) return
  const reason = withoutWeights[program.density.density]
  throw new UsageError(`--importance estimates the likelihood of a model with a latent variable: ${reason}`)
}
