// A plain layout for graphs that are too large for a careful one: each node stands in the column behind the last that feeds
// it, and in a column the nodes stand in the order of what feeds them (Sugiyama, Tagawa & Toda 1981, without dummy nodes).
import type { GraphDocument, Point } from '../../graph/document.ts'
import { topologyOf } from '../../graph/topology.ts'
import type { SizeOf } from './frames.ts'

const gaps = { column: 60, row: 36 }

/** The column of each node, from the left; what lies on a cycle begins one. */
export function columnsOf(document: GraphDocument): ReadonlyMap<string, number> {
  const { order, cyclic } = topologyOf(document)
  const sources = sourcesOf(document)
  const columns = new Map<string, number>()
  for (const id of [...order, ...cyclic]) {
    let column = 0
    for (const source of sources.get(id) ?? []) column = Math.max(column, (columns.get(source) ?? -1) + 1)
    columns.set(id, column)
  }
  return columns
}

/** Upper left corners. */
export function inColumns(
  document: GraphDocument,
  columns: ReadonlyMap<string, number>,
  sizeOf: SizeOf,
): ReadonlyMap<string, Point> {
  const sources = sourcesOf(document)
  const members: string[][] = []
  for (const [id, column] of columns) {
    members[column] ??= []
    members[column]?.push(id)
  }
  const middles = new Map<string, number>()
  const corners = new Map<string, Point>()
  let left = 0
  for (const ids of members) {
    const wished = new Map(
      ids.map((id) => [id, meanOf((sources.get(id) ?? []).flatMap((of) => middles.get(of) ?? []))]),
    )
    const placed = ids.toSorted((a, b) => (wished.get(a) ?? 0) - (wished.get(b) ?? 0))
    const height = placed.reduce((sum, id) => sum + sizeOf(id)[1] + gaps.row, -gaps.row)
    let top = meanOf([...wished.values()]) - height / 2
    for (const id of placed) {
      corners.set(id, [Math.round(left), Math.round(top)])
      middles.set(id, top + sizeOf(id)[1] / 2)
      top += sizeOf(id)[1] + gaps.row
    }
    left += ids.reduce((widest, id) => Math.max(widest, sizeOf(id)[0]), 0) + gaps.column
  }
  return corners
}

const meanOf = (numbers: readonly number[]): number =>
  numbers.length ? numbers.reduce((sum, number) => sum + number, 0) / numbers.length : 0

function sourcesOf({ wires }: GraphDocument): ReadonlyMap<string, readonly string[]> {
  const sources = new Map<string, string[]>()
  for (const { from, to } of wires) {
    const known = sources.get(to.node)
    if (known) known.push(from.node)
    else sources.set(to.node, [from.node])
  }
  return sources
}
