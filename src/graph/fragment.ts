// A cut-out of a document, for copy, paste and duplicate.
import type { GraphDocument, GraphNode, Point, Wire } from './document.ts'
import { connect, freeId, idStem } from './edits.ts'

export interface Fragment {
  readonly nodes: readonly GraphNode[]
  /** Wires between the nodes, and wires that enter from outside. */
  readonly wires: readonly Wire[]
  readonly positions: Readonly<Record<string, Point>>
}

export function cutFragment(document: GraphDocument, ids: ReadonlySet<string>): Fragment {
  const nodes = document.nodes.filter((node) => ids.has(node.id))
  return {
    nodes,
    wires: document.wires.filter((wire) => ids.has(wire.to.node)),
    positions: Object.fromEntries(
      nodes.map((node): [string, Point] => [node.id, document.layout.nodes[node.id] ?? [0, 0]]),
    ),
  }
}

/** Adds a fragment under fresh identifiers. With `keepInputs`, wires from outside are drawn again where their source is. */
export function pasteFragment(
  document: GraphDocument,
  fragment: Fragment,
  offset: Point,
  keepInputs = false,
): { readonly document: GraphDocument; readonly ids: ReadonlySet<string> } {
  const renamed = new Map<string, string>()
  let next = document
  for (const node of fragment.nodes) {
    const id = freeId(next, idStem(node.kind))
    renamed.set(node.id, id)
    const [x, y] = fragment.positions[node.id] ?? [0, 0]
    const nodes = { ...next.layout.nodes, [id]: [x + offset[0], y + offset[1]] as const }
    next = { ...next, nodes: [...next.nodes, { ...node, id }], layout: { ...next.layout, nodes } }
  }
  const present = new Set(document.nodes.map((node) => node.id))
  for (const { from, to } of fragment.wires) {
    const end = renamed.get(to.node)
    const inside = renamed.get(from.node)
    const start = inside ?? (keepInputs && present.has(from.node) ? from.node : undefined)
    if (end && start) next = connect(next, { node: start, port: from.port }, { node: end, port: to.port })
  }
  return { document: next, ids: new Set(renamed.values()) }
}
