// Adding a node: alone, on a wire, or connected to a dangling wire.
import type { Endpoint, Point } from '../graph/document.ts'
import { addNode, connect, createNode, definitionOf } from '../graph/edits.ts'
import { documentOf, insertNewOnWire } from './readings.ts'
import type { EditorStore } from './store.ts'
import type { DanglingWire } from './view-slice.ts'

export interface AddOptions {
  /** Put on this wire, by its end, where it fits. */
  readonly onWire?: string | null
  /** Connected to this, at the port given. */
  readonly wire?: DanglingWire & { readonly port: string }
}

/** Adds a node with its upper left corner at a point of the canvas, selects it, and gives its id. */
export function addNewNode(store: EditorStore, kind: string, at: Point, { onWire, wire }: AddOptions = {}): string {
  const state = store.getState()
  const document = documentOf(state)
  const definition = definitionOf(state.definitions, kind)
  const position = free(Object.values(document.layout.nodes), at)
  const inserted = onWire ? insertNewOnWire(state, endOf(onWire), definition, position) : null
  const node = createNode(document, definition)
  state.edit((current) => {
    if (inserted) return inserted.document
    const added = addNode(current, node, position)
    if (!wire) return added
    const other: Endpoint = { node: node.id, port: wire.port }
    return wire.side === 'output' ? connect(added, wire.end, other) : connect(added, other, wire.end)
  })
  store.getState().select([node.id])
  store.getState().announce(`Added ${definition.title}.`)
  return node.id
}

/** A little aside where a node already lies exactly there. */
function free(taken: readonly Point[], at: Point): Point {
  let point: Point = [Math.round(at[0]), Math.round(at[1])]
  while (taken.some(([x, y]) => Math.abs(x - point[0]) < 12 && Math.abs(y - point[1]) < 12)) {
    point = [point[0] + 28, point[1] + 28]
  }
  return point
}

function endOf(wire: string): Endpoint {
  const [node = '', port = ''] = wire.split('.')
  return { node, port }
}
