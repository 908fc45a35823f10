// Room on the canvas for a node that was put between others: it steps clear of what lies left of it, and everything from
// what it still covers on moves to the right, as if a column were inserted. So rows and columns stay in line.

import type { Box, GraphDocument, Point } from '../../graph/document.ts'
import { lookup } from '../../graph/lookup.ts'
import type { SizeOf } from './frames.ts'

/** Between the card and its neighbours. */
const gap = 44

export function makeRoom(document: GraphDocument, id: string, sizeOf: SizeOf): GraphDocument {
  const at = lookup(document.layout.nodes, id)
  if (!at) return document
  const [width, height] = sizeOf(id)
  const [left, top] = at
  const beside = Object.entries(document.layout.nodes).flatMap(([other, [x, y]]) => {
    const [w, h] = sizeOf(other)
    const isInRow = other !== id && y < top + height && top < y + h
    return isInRow ? [{ x, right: x + w }] : []
  })
  const covers = ({ x, right }: { x: number; right: number }, from: number) => x < from + width && from < right
  if (!beside.some((card) => covers(card, left))) return document

  const isBefore = ({ x, right }: { x: number; right: number }) => x + right < 2 * left + width
  const clear = beside.filter((card) => isBefore(card) && covers(card, left)).map(({ right }) => right + gap)
  const place = Math.max(left, ...clear)
  const after = beside.filter((card) => !isBefore(card) && card.x < place + width + gap)
  const from = Math.min(...after.map(({ x }) => x))
  const step = after.length > 0 ? place + width + gap - from : 0
  return shiftFrom(moveTo(document, id, [place, top]), id, from, step)
}

const moveTo = (document: GraphDocument, id: string, at: Point): GraphDocument => ({
  ...document,
  layout: { ...document.layout, nodes: { ...document.layout.nodes, [id]: at } },
})

/** Everything but one node that begins at `from` or right of it moves by `step`; frames that reach over it widen. */
function shiftFrom(document: GraphDocument, id: string, from: number, step: number): GraphDocument {
  if (step === 0) return document
  const { nodes, frames, notes, wires } = document.layout
  const point = ([x, y]: Point): Point => [x >= from ? x + step : x, y]
  const box = ([x, y, width, height]: Box): Box => {
    if (x >= from) return [x + step, y, width, height]
    return x + width > from ? [x, y, width + step, height] : [x, y, width, height]
  }
  const note = ([x, y, width, height]: Box): Box => [x >= from ? x + step : x, y, width, height]
  return {
    ...document,
    layout: {
      nodes: mapped(nodes, (at, node) => (node === id ? at : point(at))),
      frames: mapped(frames, box),
      notes: mapped(notes, note),
      wires: mapped(wires, (points) => points.map(point)),
    },
  }
}

const mapped = <T>(parts: Readonly<Record<string, T>>, change: (part: T, key: string) => T): Record<string, T> =>
  Object.fromEntries(Object.entries(parts).map(([key, part]) => [key, change(part, key)]))
