// What an insertion pushes out of view is brought back: the view widens, and moves no more than that takes.

import type { Box } from '../../graph/document.ts'
import { lookup } from '../../graph/lookup.ts'
import { sizeOf } from '../document/node-sizes.ts'
import { documentOf } from '../document/readings.ts'
import type { EditorState } from '../editor-state.ts'

/** The cards that lie wholly in view. */
export function cardsInView(state: EditorState): readonly string[] {
  const view = state.canvas?.view()
  if (!view) return []
  return Object.keys(documentOf(state).layout.nodes).filter((id) => holds(view, boxOf(state, id)))
}

export function bringIntoView(state: EditorState, ids: readonly string[]): void {
  const { canvas } = state
  const [first, ...rest] = ids.map((id) => boxOf(state, id))
  if (!canvas || !first) return
  const all = rest.reduce(around, first)
  if (!holds(canvas.view(), all)) canvas.widenTo(all)
}

function boxOf(state: EditorState, id: string): Box {
  const [x, y] = lookup(documentOf(state).layout.nodes, id) ?? [0, 0]
  const [width, height] = sizeOf(state)(id)
  return [x, y, width, height]
}

const holds = ([x, y, width, height]: Box, [left, top, w, h]: Box): boolean =>
  left >= x && top >= y && left + w <= x + width && top + h <= y + height

function around([x, y, width, height]: Box, [left, top, w, h]: Box): Box {
  const [fromX, fromY] = [Math.min(x, left), Math.min(y, top)]
  return [fromX, fromY, Math.max(x + width, left + w) - fromX, Math.max(y + height, top + h) - fromY]
}
