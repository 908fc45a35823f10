import { adviceInWords } from '../../curves/advice.ts'
import { prepareFolder } from '../../engine/files/folder.ts'
import { ElsewhereError, writeTogether } from '../../engine/files/together.ts'
import type { TrainingError } from '../../engine/index.ts'
import { messageOf } from '../../engine/text/message-of.ts'
import { mostInBatch, type TrainingSettings } from '../../graph/document.ts'
import { writeDocument } from '../../graph/document-file.ts'
import { defineCommand } from '../command.ts'
import { problemLines, reportProblem, warningsOf } from '../graphs/describe-graph.ts'
import { graphArgument, readGraph } from '../graphs/read-graph.ts'
import { type OptionValues, positiveNumber, seedOption, text, wholeNumber } from '../options.ts'
import { type Evaluation, evaluateSplit, inWords, NonFiniteError } from '../running/evaluate-split.ts'
import { type KeptRun, readKeptRun, requireSameGraph } from '../running/kept-run.ts'
import { requireMemory } from '../running/memory-limits.ts'
import { type OpenModel, openModel } from '../running/open-model.ts'
import { backendOption, defaultBackend } from '../running/start-backend.ts'
import type { Terminal } from '../terminal.ts'
import { bytesOfRun, createRunKeeper, type RunKeeper } from '../training/run-keeper.ts'
import { type TrainingRun, trainModel } from '../training/train-model.ts'
import { filesOf, picturesOf } from '../training/write-run.ts'
import { UsageError } from '../usage-error.ts'

const most = 1e9
const budgetOptions = {
  steps: wholeNumber('N', 'Number of training steps.', 1, most),
  epochs: positiveNumber('N', 'Number of passes over the training data.', most),
  seconds: positiveNumber('S', 'Training time.', most),
}
const settingsOptions = {
  ...budgetOptions,
  seed: seedOption("Random seed; default: the graph's."),
  batch: wholeNumber('N', "Batch size; default: the graph's.", 1, mostInBatch),
}

/** Exit status of a process stopped by Ctrl-C: 128 plus the signal number. */

export const trainCommand = defineCommand({
  name: 'train',
  summary: 'Train a graph; the last line of standard output is its result as JSON.',
  arguments: { graph: graphArgument },
  standIn: 'resume',
  options: {
    ...settingsOptions,
    backend: backendOption,
    out: text(
      'DIR',
      'Folder for run.safetensors, graph.json, weights.safetensors, curves.csv, samples.png and reconstructions.png.',
    ),
    resume: text('DIR', 'Continue the run that --out saved in DIR; GRAPH is not needed.'),
  },
  details: [
    'Result: steps, epochs, seconds, medianStepMs, backend, seed; train, the loss and its terms averaged over the last epoch',
    '(over the last 100 steps if an epoch has fewer); test, the negative log-likelihood of the test split or a bound on it',
    '(value in nats, kind exact or bound, its terms, bitsPerDim or else withoutBits, the reason), or named metrics if the model has no likelihood. Also,',
    'if available: entropy of the data; samples, their mean, standard deviation and modes; codes, whether they are',
    'distributed like the prior (squared maximum mean discrepancy of 500 and its permutation test).',
    'diagnoses, if any, from the detectors of the editor: topic (divergence, posterior collapse, overfitting, which',
    'needs runs of at least half a minute, since validations are seconds apart), message, tries. A run with non-finite numbers',
    'has failure instead of train and test: message and, if found, step, node and tensor.',
    'Ctrl-C (and SIGTERM) stops after the current step, writes the results so far and exits with status 130 (143).',
    'curves.csv: each row holds the means over the steps since the previous row; reconstructions.png: each original, then its reconstruction.',
    '',
    'run.safetensors holds the run: graph, settings, weights, optimiser state, the step and the curves. It is',
    'written every minute, on Ctrl-C and at the end; the file it first replaces is kept as run.previous.safetensors.',
    '--resume DIR continues to the end of the original budget or of a new one: --steps, --epochs and --seconds count from',
    'the first start. On the same backend the result is bit-identical to an uninterrupted run; a learning',
    'rate that decays over the budget uses the new one. train in the result covers the steps since the resume.',
  ].join('\n'),
  async run({ given, options, terminal }) {
    const { resume, out = resume } = options
    const kept = resume === undefined ? undefined : await readKeptRun(resume)
    const graph = kept && given.graph === '' ? kept.document : await readGraph(given.graph)
    if (kept) requireSameRun(kept, graph, given.graph, options)
    const training = settingsOf((kept?.document ?? graph).training, options)
    const document = { ...graph, training }
    const backend = options.backend ?? kept?.backend ?? defaultBackend
    const open = await openModel(document, backend, (program) => {
      const tight = requireMemory(program, backend)
      for (const line of problemLines(tight.map(reportProblem))) terminal.note(line)
    })
    if (!options.json) for (const line of problemLines(warningsOf(open.document))) terminal.note(line)
    if (kept) tellHowItGoesOn(kept, open, terminal)
    if (out !== undefined) await prepareFolder(out, bytesOfRun(open.program))
    const keeper = out === undefined ? undefined : keeperOf(open, out, terminal)
    const run = await trainModel(open, {
      terminal,
      kept,
      ...(keeper && { onGood: keeper.offer }),
    })
    if (kept && run.steps === kept.checkpoint.step && run.interruption === undefined && !run.failure)
      terminal.note(
        `It has been trained to the end of its budget; to continue, give a larger one: --steps ${2 * run.steps}`,
      )
    if (run.failure) terminal.note(`genloom: ${run.failure.message}`)
    if (!options.json) for (const one of run.advice) terminal.note(`${one.topic}: ${adviceInWords(one)}`)
    const isKept = out === undefined || !keeper || (await keep(open, run, keeper, out, terminal))
    const { steps, epochs, seconds, medianStepMs, train } = run
    const told = { steps, epochs, seconds, medianStepMs, backend, seed: training.seed }
    const diagnoses = run.advice.length ? { diagnoses: run.advice } : {}
    const worth = run.failure ?? (await worthOf(open))
    if (worth instanceof Error) {
      if (worth !== run.failure) terminal.note(`genloom: ${worth.message}`)
      terminal.print(JSON.stringify({ ...told, failure: failureOf(worth), ...diagnoses }))
      return 1
    }
    if (!options.json) terminal.note(summaryOf(run, worth))
    terminal.print(JSON.stringify({ ...told, train, test: worth, ...diagnoses }))
    if (!isKept) return 1
    return run.interruption ?? 0
  },
})

/** The value on the test split, or why it is not finite. */
async function worthOf(open: OpenModel): Promise<Evaluation | NonFiniteError> {
  try {
    return await evaluateSplit(open, 'test')
  } catch (error) {
    if (error instanceof NonFiniteError) return error
    throw error
  }
}

/** `step`, `node` and `tensor` of the first non-finite number, if found. */
function failureOf(error: TrainingError | NonFiniteError) {
  const { message } = error
  if (error instanceof NonFiniteError) return { message, node: error.culprit?.owner, tensor: error.culprit?.what }
  return { message, step: error.finding?.step, node: error.owner, tensor: error.finding?.what }
}

type Given = OptionValues<typeof settingsOptions>

/** @throws UsageError naming the option that differs from the run. */
function requireSameRun(kept: KeptRun, graph: KeptRun['document'], name: string, options: Given): void {
  if (name !== '') requireSameGraph(kept, graph, name)
  const { seed, batchSize } = kept.document.training
  if (options.seed !== undefined && options.seed !== seed)
    throw new UsageError(`${kept.file} is a run with seed ${seed}, so it cannot continue with --seed ${options.seed}`)
  if (options.batch !== undefined && options.batch !== batchSize)
    throw new UsageError(
      `${kept.file} is a run with batch size ${batchSize}, so it cannot continue with --batch ${options.batch}`,
    )
}

function tellHowItGoesOn({ file, checkpoint, backend }: KeptRun, open: OpenModel, terminal: Terminal): void {
  terminal.note(`Resuming from step ${checkpoint.step} of ${file}.`)
  if (backend !== open.backend)
    terminal.note(`It was computed on ${backend}; on ${open.backend} the last digits will differ.`)
}

function keeperOf({ document, program, backend }: OpenModel, folder: string, terminal: Terminal): RunKeeper {
  const { seed } = program.training
  const tell = (message: string) => terminal.note(`genloom: ${message}`)
  const now = () => performance.now()
  return createRunKeeper({ folder, graph: writeDocument(document), seed, backend, tell, now })
}

/** Whether all files were written to the requested place; if not, the reason is printed, and the result can still be printed. */
async function keep(
  open: OpenModel,
  run: TrainingRun,
  keeper: RunKeeper,
  folder: string,
  terminal: Terminal,
): Promise<boolean> {
  const { checkpoint, curves } = run
  const tell = (cause: unknown) => terminal.note(`genloom: ${messageOf(cause)}`)
  let isWhole = true
  const pictures = await picturesOf(open).catch((cause) => {
    isWhole = false
    tell(cause)
    return []
  })
  const state = checkpoint ? [await keeper.last(checkpoint, curves)] : []
  const files = [...state, ...(await filesOf(open, run)), ...pictures]
  try {
    await writeTogether(folder, files)
    terminal.note(`Wrote ${files.map(({ path }) => path).join(', ')} in ${folder}`)
    return isWhole
  } catch (cause) {
    tell(cause)
    if (cause instanceof ElsewhereError && checkpoint)
      terminal.note(`To resume from there: genloom train --resume ${cause.elsewhere} --out DIR`)
    return false
  }
}

/** @throws UsageError when more than one budget is given. */
function settingsOf(own: TrainingSettings, options: Given): TrainingSettings {
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
