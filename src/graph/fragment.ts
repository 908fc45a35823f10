// A part of a document, for copy, paste and duplicate.

import {
  type Box,
  endpointKey,
  type Frame,
  type GraphDocument,
  type GraphNode,
  type Layout,
  type Note,
  type Point,
  type Wire,
} from './document.ts'
import { connect, freeId, idStem, setReroutes } from './edits.ts'
import { lookup } from './lookup.ts'

export interface Fragment {
  readonly nodes: readonly GraphNode[]
  /** Wires between the nodes, and wires that enter from outside. */
  readonly wires: readonly Wire[]
  /** Frames around nodes of the fragment. */
  readonly frames: readonly Frame[]
  readonly notes: readonly Note[]
  /** The positions. */
  readonly layout: Layout
}

/** The items with these identifiers; a frame includes its nodes. */
export function cutFragment(document: GraphDocument, ids: ReadonlySet<string>): Fragment {
  const chosen = document.frames.filter(({ id }) => ids.has(id))
  const inside = new Set([...ids, ...chosen.flatMap((frame) => frame.nodes)])
  const nodes = document.nodes.filter(({ id }) => inside.has(id))
  const present = new Set(nodes.map(({ id }) => id))
  const frames = chosen.map((frame) => ({ ...frame, nodes: frame.nodes.filter((id) => present.has(id)) }))
  const notes = document.notes.filter(({ id }) => ids.has(id))
  const wires = document.wires.filter(({ to }) => present.has(to.node))
  const { layout } = document
  return {
    nodes,
    wires,
    frames,
    notes,
    layout: {
      nodes: pick(layout.nodes, present),
      frames: pick(layout.frames, ids),
      notes: pick(layout.notes, ids),
      wires: pick(layout.wires, new Set(wires.map(({ to }) => endpointKey(to)))),
    },
  }
}

const pick = <T>(parts: Readonly<Record<string, T>>, keys: ReadonlySet<string>): Record<string, T> =>
  Object.fromEntries(Object.entries(parts).filter(([key]) => keys.has(key)))

export const isEmptyFragment = ({ nodes, frames, notes }: Fragment): boolean =>
  nodes.length + frames.length + notes.length === 0

/** The fragment, moved. */
export function moveFragment(fragment: Fragment, [dx, dy]: Point): Fragment {
  const moved = <T, U>(parts: Readonly<Record<string, T>>, move: (part: T) => U): Record<string, U> =>
    Object.fromEntries(Object.entries(parts).map(([key, part]) => [key, move(part)]))
  const point = ([x, y]: Point): Point => [x + dx, y + dy]
  const box = ([x, y, width, height]: Box): Box => [x + dx, y + dy, width, height]
  const { nodes, frames, notes, wires } = fragment.layout
  return {
    ...fragment,
    layout: {
      nodes: moved(nodes, point),
      frames: moved(frames, box),
      notes: moved(notes, box),
      wires: moved(wires, (points) => points.map(point)),
    },
  }
}

/** Adds a fragment with fresh identifiers. With `keepInputs`, wires from outside are restored if their source exists. */
export function pasteFragment(
  document: GraphDocument,
  fragment: Fragment,
  offset: Point,
  keepInputs = false,
): { readonly document: GraphDocument; readonly ids: ReadonlySet<string> } {
  const { nodes, frames, notes, wires, layout } = moveFragment(fragment, offset)
  const renamed = new Map<string, string>()
  let next = document
  const fresh = (id: string, stem: string): string => {
    const name = freeId(next, stem)
    renamed.set(id, name)
    return name
  }
  for (const node of nodes) {
    const id = fresh(node.id, idStem(node.kind))
    const places = { ...next.layout.nodes, [id]: lookup(layout.nodes, node.id) ?? [0, 0] }
    next = { ...next, nodes: [...next.nodes, { ...node, id }], layout: { ...next.layout, nodes: places } }
  }
  for (const frame of frames) {
    const id = fresh(frame.id, 'frame')
    const members = frame.nodes.flatMap((node) => renamed.get(node) ?? [])
    const boxes = { ...next.layout.frames, [id]: lookup(layout.frames, frame.id) ?? noBox }
    const added = { ...frame, id, nodes: members }
    next = { ...next, frames: [...next.frames, added], layout: { ...next.layout, frames: boxes } }
  }
  for (const note of notes) {
    const id = fresh(note.id, 'note')
    const boxes = { ...next.layout.notes, [id]: lookup(layout.notes, note.id) ?? noBox }
    next = { ...next, notes: [...next.notes, { ...note, id }], layout: { ...next.layout, notes: boxes } }
  }
  const present = new Set(document.nodes.map((node) => node.id))
  for (const { from, to } of wires) {
    const end = renamed.get(to.node)
    const inside = renamed.get(from.node)
    const start = inside ?? (keepInputs && present.has(from.node) ? from.node : undefined)
    if (!end || !start) continue
    next = connect(next, { node: start, port: from.port }, { node: end, port: to.port })
    const reroutes = inside && lookup(layout.wires, endpointKey(to))
    if (reroutes) next = setReroutes(next, { node: end, port: to.port }, reroutes)
  }
  return { document: next, ids: new Set(renamed.values()) }
}

const noBox: Box = [0, 0, 240, 140]
