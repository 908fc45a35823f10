import type { ContestantName } from '../contestant-process.ts'
import type { StepTimings, Timed, Untimed } from '../measure/training-steps.ts'
import { ratioOf, summarise } from '../statistics.ts'
import { textTable } from './text-table.ts'

interface Row {
  readonly model: string
  readonly parameters: number
  readonly batchSize: number
  readonly timings: StepTimings
}

const head = [
  'model',
  'parameters',
  'batch',
  'Genloom',
  'hand-written TF.js',
  'ratio',
  'of processor time',
  'PyTorch, 1 thread',
  'ratio',
  'of processor time',
]

export function stepTable(rows: readonly Row[]): string {
  return textTable(
    head,
    rows.map(({ model, parameters, batchSize, timings: { timed } }) => [
      model,
      parameters.toLocaleString('en'),
      `${batchSize}`,
      milliseconds(timed.genloom),
      milliseconds(timed.baseline),
      ratio(timed, 'baseline', 'rounds'),
      ratio(timed, 'baseline', 'processor'),
      milliseconds(timed.torch),
      ratio(timed, 'torch', 'rounds'),
      ratio(timed, 'torch', 'processor'),
    ]),
  )
}

function milliseconds(timed: Timed | Untimed | undefined): string {
  if (!timed) return ''
  if ('failure' in timed) return inShort(timed.failure)
  const { median, low, high, rounds } = summarise(timed.rounds)
  return rounds === 1 ? `${short(median)} (once)` : `${short(median)} (${short(low)} to ${short(high)})`
}

function ratio(timed: StepTimings['timed'], other: ContestantName, by: 'rounds' | 'processor'): string {
  const ours = timed.genloom
  const theirs = timed[other]
  if (!ours || !theirs || 'failure' in ours || 'failure' in theirs) return ''
  if (ours[by].length === 0) return ''
  const { ratio, low, high } = ratioOf(ours[by], theirs[by])
  if (ours[by].length === 1) return ratio.toFixed(2)
  return `${ratio.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)})`
}

/** TF.js says what it lacks; of anything else the first sentence. */
function inShort(failure: string): string {
  const [, kernel] = /Kernel '(\w+)' not registered/.exec(failure) ?? []
  return kernel ? `cannot: no kernel ${kernel}` : (failure.split(/[.\n]/)[0] ?? failure)
}

/** Three digits. */
export const short = (value: number): string => (value >= 100 ? value.toFixed(0) : value.toPrecision(3))
