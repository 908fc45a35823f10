// What React Flow reports, as changes of the document, of the selection, or of measured sizes.

import type { EdgeChange, NodeChange } from '@xyflow/react'
import type { Box, GraphDocument, Point } from '../../graph/document.ts'
import { moveNodes, setFrameBox, setNoteBox } from '../../graph/edits.ts'
import { lookup } from '../../graph/lookup.ts'
import { moveFrame } from '../../store/document/frames.ts'
import type { Size } from './size.ts'
import type { ViewNode, ViewWire } from './view-nodes.ts'

export interface ReadChanges {
  /** `null` where nothing of the document changes. */
  readonly edit: ((document: GraphDocument) => GraphDocument) | null
  /** Changes with the same gesture are one step of undo. */
  readonly gesture: 'drag' | 'nudge' | 'resize'
  /** Ids and whether they are selected now. */
  readonly selected: ReadonlyMap<string, boolean>
  readonly measured: ReadonlyMap<string, Size>
}

export function readNodeChanges(changes: readonly NodeChange<ViewNode>[]): ReadChanges {
  const moved = new Map<string, Point>()
  const resized = new Map<string, Size>()
  const selected = new Map<string, boolean>()
  const measured = new Map<string, Size>()
  let gesture: ReadChanges['gesture'] = 'nudge'
  for (const change of changes) {
    if (change.type === 'position' && change.position) {
      moved.set(change.id, [Math.round(change.position.x), Math.round(change.position.y)])
      if (change.dragging !== undefined) gesture = change.dragging ? 'drag' : gesture
    } else if (change.type === 'select') selected.set(change.id, change.selected)
    else if (change.type === 'dimensions' && change.dimensions) {
      const { dimensions, setAttributes } = change
      if (setAttributes) resized.set(change.id, dimensions)
      else measured.set(change.id, dimensions)
    }
  }
  if (resized.size > 0) gesture = 'resize'
  const edit = moved.size + resized.size > 0 ? editOf(moved, resized) : null
  return { edit, gesture, selected, measured }
}

function editOf(moved: ReadonlyMap<string, Point>, resized: ReadonlyMap<string, Size>) {
  return (document: GraphDocument): GraphDocument => {
    const { frames, notes, nodes } = document.layout
    let next = document
    const positions: Record<string, Point> = {}
    for (const [id, to] of moved) {
      const frame = lookup(frames, id)
      const note = lookup(notes, id)
      if (frame && resized.has(id)) next = setFrameBox(next, id, [to[0], to[1], frame[2], frame[3]])
      else if (frame) next = moveFrame(next, id, to)
      else if (note) next = setNoteBox(next, id, [to[0], to[1], note[2], note[3]])
      else if (!samePoint(lookup(nodes, id), to)) positions[id] = to
    }
    for (const [id, size] of resized) next = resizeBox(next, id, size)
    return Object.keys(positions).length > 0 ? moveNodes(next, positions) : next
  }
}

function resizeBox(document: GraphDocument, id: string, { width, height }: Size): GraphDocument {
  const { frames, notes } = document.layout
  const resize = ([x, y]: Box): Box => [x, y, Math.round(width), Math.round(height)]
  const frame = lookup(frames, id)
  const note = lookup(notes, id)
  if (frame) return setFrameBox(document, id, resize(frame))
  return note ? setNoteBox(document, id, resize(note)) : document
}

const samePoint = (a: Point | undefined, b: Point): boolean => a?.[0] === b[0] && a[1] === b[1]

export function applySelection(
  selection: ReadonlySet<string>,
  selected: ReadonlyMap<string, boolean>,
): ReadonlySet<string> {
  const next = new Set(selection)
  for (const [id, isSelected] of selected) {
    if (isSelected) next.add(id)
    else next.delete(id)
  }
  return next
}

export function readWireChanges(changes: readonly EdgeChange<ViewWire>[]): ReadonlyMap<string, boolean> {
  return new Map(changes.flatMap((change) => (change.type === 'select' ? [[change.id, change.selected] as const] : [])))
}
