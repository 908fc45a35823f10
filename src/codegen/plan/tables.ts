// The tables that loops iterate over: one for all loops over the same rows, from either end.

import { sharedWords } from '../simplify/columns.ts'
import type { Column, LoopStep, Step } from '../simplify/draft.ts'
import { stemOf } from '../simplify/shared-functions.ts'
import type { Names } from './names.ts'

export interface PlannedTable {
  readonly name: string
  readonly columns: readonly Column[]
  /** Loops that iterate over it, some in reverse. */
  readonly loops: ReadonlyMap<LoopStep, { readonly isReversed: boolean }>
}

export function planTables(
  bodies: readonly { readonly steps: readonly Step[] }[],
  names: Names,
): readonly PlannedTable[] {
  const tables = new Map<
    string,
    { readonly columns: readonly Column[]; readonly loops: Map<LoopStep, { isReversed: boolean }> }
  >()
  for (const loop of bodies.flatMap(({ steps }) => steps).filter((step) => step.step === 'loop')) {
    const [text, backwards] = [textOf(loop.columns), textOf(loop.columns.map(reversed))]
    const known = tables.get(text) ?? tables.get(backwards)
    if (known) known.loops.set(loop, { isReversed: !tables.has(text) })
    else tables.set(text, { columns: loop.columns, loops: new Map([[loop, { isReversed: false }]]) })
  }
  return [...tables.values()].map((table) => ({ ...table, name: names.take(nameOf(table.columns), 'steps') }))
}

const textOf = (columns: readonly Column[]): string =>
  JSON.stringify([...columns].sort((one, other) => (one.name < other.name ? -1 : 1)))

const reversed = (column: Column): Column =>
  'places' in column
    ? { ...column, places: column.places.toReversed() }
    : { ...column, values: column.values.toReversed() }

/** `fineNorm1`, `fineMix1` and so on become `fineSteps`. */
function nameOf(columns: readonly Column[]): string {
  const stems = columns.flatMap((column) => ('places' in column ? [stemOf(column.places) ?? ''] : []))
  const stem = sharedWords(stems)
  return stem ? `${stem}Steps` : 'steps'
}
