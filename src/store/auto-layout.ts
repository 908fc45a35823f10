// Lays the nodes out from left to right in the order in which signals pass through them.
import type { GraphDocument, Point } from '../graph/document.ts'
import { moveNodes } from '../graph/edits.ts'
import { boxAround, type SizeOf } from './frames.ts'

/** Reroute points are dropped, because the wires they led around other nodes run elsewhere now. */
export async function layOut(document: GraphDocument, sizeOf: SizeOf): Promise<GraphDocument> {
  const { Graph, layout } = await import('@dagrejs/dagre')
  const graph = new Graph()
  graph.setGraph({ rankdir: 'LR', nodesep: 36, ranksep: 76, marginx: 0, marginy: 0 })
  graph.setDefaultEdgeLabel(() => ({}))
  for (const { id } of document.nodes) {
    const [width, height] = sizeOf(id)
    graph.setNode(id, { width, height })
  }
  for (const { from, to } of document.wires) graph.setEdge(from.node, to.node)
  layout(graph)
  const positions = document.nodes.map(({ id }): [string, Point] => {
    const { x = 0, y = 0, width = 0, height = 0 } = graph.node(id)
    return [id, [Math.round(x - width / 2), Math.round(y - height / 2)]]
  })
  const moved = moveNodes(document, Object.fromEntries(positions))
  const frames = document.frames.flatMap((frame) => {
    const box = boxAround(moved, frame.nodes, sizeOf)
    return box ? [[frame.id, box] as const] : []
  })
  return {
    ...moved,
    layout: { ...moved.layout, wires: {}, frames: { ...moved.layout.frames, ...Object.fromEntries(frames) } },
  }
}
