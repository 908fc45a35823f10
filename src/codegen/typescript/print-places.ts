// Places in the tree of weights, as TypeScript.

import type { Row, Surroundings } from '../plan/printer.ts'
import type { Place } from '../simplify/draft.ts'
import { printMember, printString } from './literals.ts'

/** The value in one column of a loop's row. */
export function printColumn(row: Row | undefined, column: string): string {
  if (!row) throw new Error(`"${column}" is not in a loop.`)
  return row.table.columns.length > 1 ? printMember(row.local, column) : row.local
}

/** `weights.encoder.hidden1` or `weights[step.norm]` */
export function printWeightsAt({ column, path }: Place, { row }: Surroundings): string {
  const start = column === undefined ? 'weights' : `weights[${printColumn(row, column)}]`
  return path === '' ? start : path.split('/').reduce(printMember, start)
}

/** The name of a draw at that place, as an expression. @param before prefix of the name. */
export function printName({ column, path }: Place, { row }: Surroundings, before = ''): string {
  if (column === undefined) return printString([before, path].filter(Boolean).join('/'))
  const start = printColumn(row, column)
  return before || path ? `\`${before ? `${before}/` : ''}\${${start}}${path ? `/${path}` : ''}\`` : start
}
