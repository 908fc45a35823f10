// Places in the tree of weights, as TypeScript.

import type { Row, Surroundings } from '../plan/printer.ts'
import type { Place } from '../simplify/draft.ts'
import { printMember, printString } from './literals.ts'

/** What a row of a loop says in one of its columns. */
export function printColumn(row: Row | undefined, column: string): string {
  if (!row) throw new Error(`"${column}" stands in no loop.`)
  return row.table.columns.length > 1 ? printMember(row.local, column) : row.local
}

/** `weights.encoder.hidden1` or `weights[step.norm]` */
export function printWeightsAt({ column, path }: Place, { row }: Surroundings): string {
  const start = column === undefined ? 'weights' : `weights[${printColumn(row, column)}]`
  return path === '' ? start : path.split('/').reduce(printMember, start)
}

/** The name of what is drawn there, as an expression. @param before set in front of it. */
export function printName({ column, path }: Place, { row }: Surroundings, before = ''): string {
  if (column === undefined) return printString([before, path].filter(Boolean).join('/'))
  const start = printColumn(row, column)
  return before || path ? `\`${before ? `${before}/` : ''}\${${start}}${path ? `/${path}` : ''}\`` : start
}
