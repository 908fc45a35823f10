// Sizes of cards: as the canvas has measured them, and as they follow from the ports where nothing is measured.
import type { TypedNode } from '../../compiler/inference/typed-graph.ts'
import type { Point } from '../../graph/document.ts'
import type { ViewSlice } from '../view/view-state.ts'
import type { SizeOf } from './frames.ts'

/** Of a card with two rows of ports, before the canvas has measured it, or without a canvas. */
export const usualSize = [200, 120] as const

export const sizeOf =
  (state: Pick<ViewSlice, 'canvas'>): SizeOf =>
  (id) =>
    state.canvas?.sizeOf(id) ?? usualSize

/** As the style sheet has them: the header, a row of ports, and at most two lines of parameters below. */
export const cardParts = { width: usualSize[0], header: 46, row: 22, footer: 43 } as const

/** What a card takes at most; some have no footer. */
export function cardSize({ ports }: Pick<TypedNode, 'ports'>): Point {
  const rows = Math.max(Object.keys(ports.inputs).length, Object.keys(ports.outputs).length)
  return [cardParts.width, cardParts.header + rows * cardParts.row + cardParts.footer]
}
