// Adding a node: alone, on a wire, or connected to a dangling wire.
import type { Endpoint, GraphDocument, Point } from '../../graph/document.ts'
import { addNode, connect, createNode, definitionOf } from '../../graph/edits.ts'
import type { EditorStore } from '../store.ts'
import { bringIntoView, cardsInView } from '../view/keep-in-view.ts'
import type { DanglingWire } from '../view/view-state.ts'
import type { SizeOf } from './frames.ts'
import { makeRoom } from './make-room.ts'
import { sizeOf, usualSize } from './node-sizes.ts'
import { documentOf, insertNewOnWire } from './readings.ts'

export interface AddOptions {
  /** Put on this wire, by its end, where it fits. */
  readonly onWire?: string | null
  /** Exactly at the point given, where a person pointed; else near it, where there is room. */
  readonly isExact?: boolean
  /** Connected to this, at the port given. */
  readonly wire?: DanglingWire & { readonly port: string }
}

/** Between a new card and the others. */
const gap = 20

/** Adds a node with its upper left corner at a point of the canvas, selects it, and gives its id. */
export function addNewNode(
  store: EditorStore,
  kind: string,
  at: Point,
  { onWire, wire, isExact = false }: AddOptions = {},
): string {
  const state = store.getState()
  const document = documentOf(state)
  const definition = definitionOf(state.typed.definitions, kind)
  const rounded: Point = [Math.round(at[0]), Math.round(at[1])]
  const position = isExact ? rounded : freePlace(document, rounded, sizeOf(state))
  const inserted = onWire ? insertNewOnWire(state, endOf(onWire), definition, position) : null
  const node = createNode(document, definition)
  const seen = cardsInView(state)
  state.edit((current) => {
    if (inserted) return makeRoom(inserted.document, inserted.id, sizeOf(state))
    const added = addNode(current, node, position)
    if (!wire) return added
    const other: Endpoint = { node: node.id, port: wire.port }
    return wire.side === 'output' ? connect(added, wire.end, other) : connect(added, other, wire.end)
  })
  if (inserted) bringIntoView(store.getState(), [...seen, inserted.id])
  store.getState().select([node.id])
  store.getState().announce(`Added ${definition.title}.`)
  return node.id
}

const step = 28
const rings = 40

/** The place nearest to the wanted one where the card covers no other. */
function freePlace(document: GraphDocument, [left, top]: Point, sizeOf: SizeOf): Point {
  const [width, height] = usualSize
  const boxes = Object.entries(document.layout.nodes).map(([id, [x, y]]) => [x, y, ...sizeOf(id)] as const)
  const isFree = ([x, y]: Point) =>
    boxes.every(
      ([bx, by, bw, bh]) => x >= bx + bw + gap || bx >= x + width + gap || y >= by + bh + gap || by >= y + height + gap,
    )
  for (let ring = 0; ring < rings; ring++) {
    const reach = ring * step
    const around: readonly Point[] = [
      [left, top + reach],
      [left + reach, top],
      [left, top - reach],
      [left - reach, top],
      [left + reach, top + reach],
      [left - reach, top + reach],
      [left + reach, top - reach],
      [left - reach, top - reach],
    ]
    const free = around.find(isFree)
    if (free) return free
  }
  return [left, top]
}

function endOf(wire: string): Endpoint {
  const [node = '', port = ''] = wire.split('.')
  return { node, port }
}
