// Frames: boxes around nodes that belong together. A node belongs to the frame that its middle lies in.

import type { Box, GraphDocument, Point } from '../../graph/document.ts'
import { addFrame, moveNodes, setFrameBox } from '../../graph/edits.ts'
import { lookup } from '../../graph/lookup.ts'

export type SizeOf = (id: string) => Point

const padding = { side: 28, top: 52, bottom: 28 }

/** The smallest box around nodes, with room for the frame's title. */
export function boxAround(document: GraphDocument, ids: readonly string[], sizeOf: SizeOf): Box | null {
  const corners = ids.flatMap((id) => {
    const at = lookup(document.layout.nodes, id)
    const [width, height] = sizeOf(id)
    return at ? [[at[0], at[1], at[0] + width, at[1] + height] as const] : []
  })
  if (corners.length === 0) return null
  const left = Math.min(...corners.map((c) => c[0])) - padding.side
  const top = Math.min(...corners.map((c) => c[1])) - padding.top
  const right = Math.max(...corners.map((c) => c[2])) + padding.side
  const bottom = Math.max(...corners.map((c) => c[3])) + padding.bottom
  return [left, top, right - left, bottom - top]
}

export function frameNodes(document: GraphDocument, ids: readonly string[], sizeOf: SizeOf): GraphDocument {
  const box = boxAround(document, ids, sizeOf)
  return box ? addFrame(document, 'Frame', ids, box) : document
}

/** Moves a frame and everything in it. */
export function moveFrame(document: GraphDocument, id: string, to: Point): GraphDocument {
  const frame = document.frames.find((candidate) => candidate.id === id)
  const box = lookup(document.layout.frames, id)
  if (!frame || !box) return document
  const [x, y] = [to[0] - box[0], to[1] - box[1]]
  const moved = frame.nodes.flatMap((node): [string, Point][] => {
    const at = lookup(document.layout.nodes, node)
    return at ? [[node, [at[0] + x, at[1] + y]]] : []
  })
  return setFrameBox(moveNodes(document, Object.fromEntries(moved)), id, [to[0], to[1], box[2], box[3]])
}

/** After nodes were moved: each joins the frame that its middle lies in, and leaves the others. */
export function regroup(document: GraphDocument, moved: ReadonlySet<string>, sizeOf: SizeOf): GraphDocument {
  const frames = document.frames.map((frame) => {
    const box = lookup(document.layout.frames, frame.id)
    const inside = [...moved].filter((id) => box && isInside(box, middleOf(document, id, sizeOf)))
    const nodes = [...frame.nodes.filter((id) => !moved.has(id)), ...inside]
    const same = nodes.length === frame.nodes.length && nodes.every((id) => frame.nodes.includes(id))
    return same ? frame : { ...frame, nodes }
  })
  return frames.every((frame, i) => frame === document.frames[i]) ? document : { ...document, frames }
}

function middleOf(document: GraphDocument, id: string, sizeOf: SizeOf): Point {
  const [x, y] = lookup(document.layout.nodes, id) ?? [0, 0]
  const [width, height] = sizeOf(id)
  return [x + width / 2, y + height / 2]
}

const isInside = ([left, top, width, height]: Box, [x, y]: Point): boolean =>
  x >= left && x <= left + width && y >= top && y <= top + height
