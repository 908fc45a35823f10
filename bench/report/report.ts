// The results as text: tables in Markdown, for the terminal and for docs/benchmarks.md alike.
import type { BenchmarkResults, Machine } from '../results.ts'
import { isBusy, targetsOf } from '../targets.ts'
import { deviceTable } from './device-table.ts'
import { restTables } from './rest-tables.ts'
import { stepTable } from './step-table.ts'
import { textTable } from './text-table.ts'

export function reportOf(results: BenchmarkResults): string {
  const { models, machine } = results
  const targets = targetsOf(results).map(({ what, measured, target, isMet }) => [
    isMet ? 'met' : 'MISSED',
    what,
    measured,
    target,
  ])
  const onCpu = models.flatMap(({ cpu, ...rest }) => (cpu ? [{ ...rest, timings: cpu }] : []))
  const sections = [
    machineText(machine),
    '## Targets',
    ...(isBusy(machine) ? [busyText] : []),
    textTable(['', 'what', 'measured', 'target'], targets),
    '## One training step on WASM, one thread',
    'Milliseconds: the median over the rounds, and its quartiles. Ratios are of Genloom to the other, below 1 where Genloom is faster.',
    stepTable(models.map(({ wasm, ...rest }) => ({ ...rest, timings: wasm }))),
    ...(onCpu.length ? ['## One training step in plain JavaScript (backend cpu)', stepTable(onCpu)] : []),
    '## What one training step asks of WebGPU',
    deviceTable(models),
    ...restTables(results),
  ]
  return sections.join('\n\n')
}

const busyText =
  'The machine was busy with other work: steps on WASM are judged by the time that they had a processor, not by the clock.'

function machineText({ date, processor, cores, load, node, tfjs, torch }: Machine): string {
  const loads = load.map((one) => one.toFixed(1)).join(' at the beginning, ')
  return [
    `${date}. ${processor}, ${cores} ${cores === 1 ? 'core' : 'cores'}; load ${loads} at the end.`,
    `Node.js ${node}, TensorFlow.js ${tfjs}, PyTorch ${torch}.`,
  ].join(' ')
}
