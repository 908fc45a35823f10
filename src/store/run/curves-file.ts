// The curves of a run as CSV, one row per measured point.

import type { DocumentSlice } from '../document-slice.ts'
import { documentOf } from '../readings.ts'
import type { RunSlice } from '../run-slice.ts'
import type { Curves, Series } from './curves.ts'
import type { ValidationPoint } from './run-state.ts'

/** Columns: split, phase, step, then every metric by name; empty where a row has none. */
export function curvesAsCsv(curves: Curves, validation: Series<ValidationPoint>): string {
  const rows = [
    ...Object.entries(curves).flatMap(([phase, { points }]) =>
      points.map(({ step, metrics }) => ({ split: 'train', phase, step, metrics })),
    ),
    ...validation.points.map(({ step, metrics }) => ({ split: 'validation', phase: '', step, metrics })),
  ]
  const metrics = [...new Set(rows.flatMap((row) => Object.keys(row.metrics)))]
  const lines = rows.map((row) => [row.split, row.phase, row.step, ...metrics.map((name) => row.metrics[name] ?? '')])
  return `${[['split', 'phase', 'step', ...metrics], ...lines].map((line) => line.map(cell).join(',')).join('\n')}\n`
}

const cell = (value: string | number): string => {
  const text = String(value)
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** Offers the curves of the run as a file. */
export async function saveCurves(state: DocumentSlice & RunSlice): Promise<void> {
  const { download, fileNameOf } = await import('../../share/download.ts')
  const { curves, validation } = state.run
  download(fileNameOf(`${documentOf(state).title} curves`, 'csv'), curvesAsCsv(curves, validation), 'text/csv')
}
