// The curves of a run as CSV, one row per point.

/** A point of a training or validation curve of one phase. */
export interface CurveRow {
  readonly step: number
  readonly phase: string
  /** By name, in the units of the charts. */
  readonly metrics: Readonly<Record<string, number>>
}

/** Columns: split, phase, step, then every metric by name; empty if a row has no value. */
export function curvesAsCsv(curves: Readonly<Record<'train' | 'validation', readonly CurveRow[]>>): string {
  const rows = (['train', 'validation'] as const).flatMap((split) => curves[split].map((row) => ({ split, ...row })))
  const names = [...new Set(rows.flatMap(({ metrics }) => Object.keys(metrics)))]
  const lines = rows.map(({ split, phase, step, metrics }) => [
    split,
    phase,
    step,
    ...names.map((name) => metrics[name] ?? ''),
  ])
  return `${[['split', 'phase', 'step', ...names], ...lines].map((line) => line.map(cell).join(',')).join('\n')}\n`
}

const cell = (value: string | number): string => {
  const text = String(value)
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
