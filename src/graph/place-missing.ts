import type { GraphDocument, Point } from './document.ts'
import { topologyOf } from './topology.ts'

const column = 260
const row = 240

/** Nodes missing from the layout are placed below the others, in columns by signal order. */
export function placeMissing(document: GraphDocument): GraphDocument {
  const placed = document.layout.nodes
  const missing = document.nodes.filter(({ id }) => !Object.hasOwn(placed, id))
  if (missing.length === 0) return document
  const points = document.nodes.flatMap(({ id }) => (Object.hasOwn(placed, id) ? [placed[id]!] : []))
  const left = Math.min(...points.map(([x]) => x), points.length ? Number.POSITIVE_INFINITY : 0)
  const top = points.length ? Math.max(...points.map(([, y]) => y)) + row : 0
  const depths = depthsOf(document)
  const filled = new Map<number, number>()
  const added = missing.map(({ id }): [string, Point] => {
    const depth = depths.get(id) ?? 0
    const above = filled.get(depth) ?? 0
    filled.set(depth, above + 1)
    return [id, [left + depth * column, top + above * row]]
  })
  return { ...document, layout: { ...document.layout, nodes: { ...placed, ...Object.fromEntries(added) } } }
}

/** The longest path from a source, in wires. */
function depthsOf(document: GraphDocument): ReadonlyMap<string, number> {
  const { order, outOf } = topologyOf(document)
  const depths = new Map<string, number>()
  for (const id of order) {
    const depth = depths.get(id) ?? 0
    for (const { to } of outOf.get(id) ?? []) depths.set(to.node, Math.max(depths.get(to.node) ?? 0, depth + 1))
  }
  return depths
}
