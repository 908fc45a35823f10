// Lays the nodes out from left to right in the order in which signals pass through them.
import { endpointKey, type GraphDocument, type Point } from '../../graph/document.ts'
import { moveNodes } from '../../graph/edits.ts'
import { loadPart } from '../../platform/parts.ts'
import { columnsOf, inColumns } from './columns.ts'
import { boxAround, type SizeOf } from './frames.ts'

/** Nodes and the columns that wires pass, up to which a careful layout takes less than a second. */
const careful = 600

/** Wires that pass other nodes are led around them by reroute points, where the graph is not too large for it. */
export async function layOut(document: GraphDocument, sizeOf: SizeOf): Promise<GraphDocument> {
  const columns = columnsOf(document)
  const spans = document.wires.map(({ from, to }) => (columns.get(to.node) ?? 0) - (columns.get(from.node) ?? 0))
  const places = spans.reduce((sum, span) => sum + Math.max(0, span - 1), document.nodes.length)
  return places > careful
    ? withLayout(document, sizeOf, [...inColumns(document, columns, sizeOf)], [])
    : layOutCarefully(document, sizeOf)
}

async function layOutCarefully(document: GraphDocument, sizeOf: SizeOf): Promise<GraphDocument> {
  const { Graph, layout } = await loadPart('What lays graphs out', () => import('@dagrejs/dagre'))
  const graph = new Graph({ multigraph: true })
  graph.setGraph({ rankdir: 'LR', nodesep: 36, ranksep: 60, marginx: 0, marginy: 0 })
  graph.setDefaultEdgeLabel(() => ({}))
  // Known to dagre by number: it keeps names as keys of plain objects, where a node called "toString" is taken for another.
  const numbers = new Map(document.nodes.map(({ id }, number) => [id, `${number}`]))
  const numberOf = (id: string) => numbers.get(id) ?? ''
  for (const { id } of document.nodes) {
    const [width, height] = sizeOf(id)
    graph.setNode(numberOf(id), { width, height })
  }
  for (const { from, to } of document.wires) graph.setEdge(numberOf(from.node), numberOf(to.node), {}, endpointKey(to))
  layout(graph)
  const positions = document.nodes.map(({ id }): [string, Point] => {
    const { x = 0, y = 0, width = 0, height = 0 } = graph.node(numberOf(id))
    return [id, [Math.round(x - width / 2), Math.round(y - height / 2)]]
  })
  const wires = document.wires.flatMap(({ from, to }): [string, readonly Point[]][] => {
    const line: readonly At[] = graph.edge(numberOf(from.node), numberOf(to.node), endpointKey(to))?.points ?? []
    // Two ends and the gap between: the nodes are neighbours. Longer lines have a point in each column they pass.
    const passed = withoutStraight(line.slice(2, -2).filter((_, index) => index % 2 === 0))
    return passed.length > 0
      ? [[endpointKey(to), passed.map(({ x, y }) => [Math.round(x), Math.round(y)] as const)]]
      : []
  })
  return withLayout(document, sizeOf, positions, wires)
}

function withLayout(
  document: GraphDocument,
  sizeOf: SizeOf,
  positions: readonly (readonly [string, Point])[],
  wires: readonly (readonly [string, readonly Point[]])[],
): GraphDocument {
  const moved = moveNodes(document, Object.fromEntries(positions))
  const frames = document.frames.flatMap((frame) => {
    const box = boxAround(moved, frame.nodes, sizeOf)
    return box ? [[frame.id, box] as const] : []
  })
  return {
    ...moved,
    layout: {
      ...moved.layout,
      wires: Object.fromEntries(wires),
      frames: { ...moved.layout.frames, ...Object.fromEntries(frames) },
    },
  }
}

interface At {
  readonly x: number
  readonly y: number
}

/** Points between two of the same height say nothing. */
const withoutStraight = (points: readonly At[]): readonly At[] =>
  points.filter(({ y }, index) => points[index - 1]?.y !== y || points[index + 1]?.y !== y)
