// What a run measured as CSV, in the columns that the editor writes too.
import type { CurvePoint, Metrics } from '../../runtime/protocol.ts'

export interface ValidationPoint {
  readonly step: number
  readonly metrics: Metrics
}

/** Columns: split, phase, step, then every metric by name, in nats; empty where a row has none. */
export function curvesCsv(train: readonly CurvePoint[], validation: readonly ValidationPoint[]): string {
  const rows = [
    ...train.map((point) => ({ split: 'train', ...point })),
    ...validation.map((point) => ({ split: 'validation', phase: '', ...point })),
  ]
  const names = [...new Set(rows.flatMap(({ metrics }) => Object.keys(metrics)))]
  const lines = rows.map(({ split, phase, step, metrics }) => [
    split,
    phase,
    step,
    ...names.map((name) => metrics[name] ?? ''),
  ])
  // Node ids and names of terms are letters and digits, so nothing needs quotes.
  return `${[['split', 'phase', 'step', ...names], ...lines].map((line) => line.join(',')).join('\n')}\n`
}
