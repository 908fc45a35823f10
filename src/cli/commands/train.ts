import { prepareFolder } from '../../files/folder.ts'
import type { TrainingSettings } from '../../graph/document.ts'
import { messageOf } from '../../runtime/program/node-error.ts'
import { defineCommand } from '../command.ts'
import { graphArgument, readGraph } from '../graphs/read-graph.ts'
import { type OptionValues, positiveNumber, seedOption, text, wholeNumber } from '../options.ts'
import { type Evaluation, evaluateSplit, inWords } from '../running/evaluate-split.ts'
import { type OpenModel, openModel } from '../running/open-model.ts'
import { backendOption } from '../running/start-backend.ts'
import type { Terminal } from '../terminal.ts'
import { type TrainingRun, trainModel } from '../training/train-model.ts'
import { writeRun } from '../training/write-run.ts'
import { UsageError } from '../usage-error.ts'

const most = 1e9

const budgetOptions = {
  steps: wholeNumber('N', 'Train so many steps.', 1, most),
  epochs: positiveNumber('N', 'Train so many passes over the training data.', most),
  seconds: positiveNumber('S', 'Train so long.', most),
}
const settingsOptions = {
  ...budgetOptions,
  seed: seedOption("Of all randomness; without it the graph's."),
  batch: wholeNumber('N', "Examples in a step; without it the graph's.", 1, 65_536),
}

/** Of a process that was stopped by Ctrl-C: 128 and the number of the signal. */
const interrupted = 130

export const trainCommand = defineCommand({
  name: 'train',
  summary: 'Train a graph; the last line of standard output is its result as JSON.',
  arguments: { graph: graphArgument },
  options: {
    ...settingsOptions,
    backend: backendOption,
    out: text('DIR', 'Write graph.json, weights.safetensors, curves.csv, samples.png and reconstructions.png there.'),
  },
  details: [
    'Result: steps, epochs, seconds, medianStepMs, backend, seed; train, the loss and its terms averaged over the last epoch',
    '(over the last 100 steps where an epoch has fewer); test, the negative log-likelihood of the test split or a bound on it',
    '(value in nats, kind exact or bound, its terms, bitsPerDim), or named metrics where the model has no likelihood. Beside',
    'them, where there is such a thing: entropy of the data; samples, their mean, deviation and modes; codes, whether they are',
    'distributed as the prior is (squared maximum mean discrepancy of 500 and its permutation test).',
    'Ctrl-C stops after the present step, writes what there is and gives exit status 130.',
    'curves.csv: a row holds the means of the steps since the row before; reconstructions.png: each original, then its own.',
  ].join('\n'),
  async run({ given, options, terminal }) {
    const graph = await readGraph(given.graph)
    const open = await openModel({ ...graph, training: settingsOf(graph.training, options) }, options.backend)
    const { backend, program } = open
    if (options.out !== undefined) await prepareFolder(options.out)
    const run = await trainModel(open, options.out !== undefined, terminal)
    if (run.failure) terminal.note(`genloom: ${run.failure.message}`)
    const isKept = options.out === undefined || (await keep(open, run, options.out, terminal))
    if (run.failure) return 1
    const test = await evaluateSplit(open, 'test')
    const { steps, epochs, seconds, medianStepMs, train } = run
    if (!options.json) terminal.note(summaryOf(run, test))
    const { seed } = program.training
    terminal.print(JSON.stringify({ steps, epochs, seconds, medianStepMs, backend, seed, train, test }))
    if (!isKept) return 1
    return run.wasInterrupted ? interrupted : 0
  },
})

/** Whether all files could be written; if not, it is told why, and the result can still be printed. */
async function keep(open: OpenModel, run: TrainingRun, folder: string, terminal: Terminal): Promise<boolean> {
  try {
    const files = await writeRun(open, run, folder)
    terminal.note(`Wrote ${files.join(', ')} in ${folder}`)
    return true
  } catch (cause) {
    terminal.note(`genloom: ${messageOf(cause)}`)
    return false
  }
}

/** @throws UsageError when more than one budget is given. */
function settingsOf(own: TrainingSettings, options: OptionValues<typeof settingsOptions>): TrainingSettings {
  const units = (['steps', 'epochs', 'seconds'] as const).filter((unit) => options[unit] !== undefined)
  if (units.length > 1)
    throw new UsageError(
      `only one of --steps, --epochs and --seconds can be given, received --${units.join(' and --')}`,
    )
  const [unit] = units
  const amount = unit && options[unit]
  return {
    ...own,
    seed: options.seed ?? own.seed,
    batchSize: options.batch ?? own.batchSize,
    budget: unit && amount !== undefined ? { unit, amount } : own.budget,
  }
}

function summaryOf({ steps, epochs, seconds, medianStepMs }: TrainingRun, test: Evaluation): string {
  const pace = `${steps} steps, ${epochs.toFixed(1)} epochs in ${seconds.toFixed(1)} s, ${medianStepMs.toFixed(1)} ms each.`
  return `${pace} Test: ${inWords(test)}.`
}
