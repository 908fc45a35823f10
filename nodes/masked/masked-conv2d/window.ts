// The visible part of a masked convolution's square window. Only its rows and columns are stored: a window of size 7 that sees
// the rows above and its own has 4 rows. In the last row the op masks the columns ahead.
import type { Shape } from '../../../src/graph/signals.ts'

export const maskChoices = [
  { value: 'A', title: 'A: rows above, and left in its row' },
  { value: 'B', title: 'B: like A, plus the pixel itself' },
  { value: 'rowsAbove', title: 'Vertical A: rows above' },
  { value: 'rowsTo', title: 'Vertical B: rows above and its own' },
  { value: 'leftOf', title: 'Horizontal A: left in its row' },
  { value: 'leftTo', title: 'Horizontal B: like A, plus the pixel itself' },
] as const

export type WindowMask = (typeof maskChoices)[number]['value']

export interface MaskedWindow {
  /** Rows and columns of the kernel. */
  readonly size: Shape
  /** Number of unmasked positions. */
  readonly places: number
}

/** `kernelSize` is the side of the square; an odd one is symmetric about its centre, an even one has one more column before it.
 * */
export function maskedWindow(mask: WindowMask, kernelSize: number): MaskedWindow {
  const before = Math.floor(kernelSize / 2)
  const above = before * kernelSize
  switch (mask) {
    case 'A':
      return { size: [before + 1, kernelSize], places: above + before }
    case 'B':
      return { size: [before + 1, kernelSize], places: above + before + 1 }
    case 'rowsAbove':
      return { size: [before, kernelSize], places: above }
    case 'rowsTo':
      return { size: [before + 1, kernelSize], places: above + kernelSize }
    case 'leftOf':
      return { size: [1, before], places: before }
    case 'leftTo':
      return { size: [1, before + 1], places: before + 1 }
    default:
      return mask satisfies never
  }
}
