import type { StepCalls } from '../measure/device-calls.ts'
import type { ModelResults } from '../results.ts'
import { ratioOf, summarise } from '../statistics.ts'
import { inBytes, rounded } from '../targets.ts'
import { short } from './step-table.ts'
import { textTable } from './text-table.ts'

const head = [
  'model',
  'by',
  'dispatches',
  'ratio',
  'submits',
  'uploads',
  'uploaded',
  'read-backs',
  'JavaScript ms',
  'ratio',
]

export function deviceTable(models: readonly ModelResults[]): string {
  const reason = models.find(({ noWebGpu }) => noWebGpu !== undefined)?.noWebGpu
  const rows = models.flatMap(({ model, webgpu }) => {
    if (!webgpu) return []
    const { genloom, baseline } = webgpu
    const dispatches = genloom.counts.dispatches / baseline.counts.dispatches
    const time = ratioOf(genloom.rounds, baseline.rounds).ratio
    return [
      row(model, 'Genloom', genloom, dispatches.toFixed(3), time.toFixed(3)),
      row('', 'hand-written TF.js', baseline, '', ''),
    ]
  })
  const remarks = models.flatMap(({ model, webgpu }) =>
    webgpu?.remark === undefined ? [] : [`${model} is not replayed: ${webgpu.remark}`],
  )
  return [...(rows.length ? [textTable(head, rows)] : []), ...remarks, ...(reason ? [reason] : [])].join('\n\n')
}

function row(model: string, by: string, { counts, rounds }: StepCalls, dispatchRatio: string, timeRatio: string) {
  const { dispatches, submits, uploads, uploadedBytes, readBacks } = counts
  const { median, low, high } = summarise(rounds)
  return [
    model,
    by,
    rounded(dispatches),
    dispatchRatio,
    rounded(submits),
    rounded(uploads),
    inBytes(uploadedBytes),
    rounded(readBacks),
    `${short(median)} (${short(low)} to ${short(high)})`,
    timeRatio,
  ]
}
