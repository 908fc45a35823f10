// Sizes of cards, as the canvas has measured them.
import type { SizeOf } from './frames.ts'
import type { ViewSlice } from './view-slice.ts'

/** Before the canvas has measured a card, or without a canvas. */
export const usualSize = [200, 120] as const

export const sizeOf =
  (state: Pick<ViewSlice, 'canvas'>): SizeOf =>
  (id) =>
    state.canvas?.sizeOf(id) ?? usualSize
