// Where a plot's axes lie on its canvas, and the ticks along them. No drawing in here.
import type { Extent } from '../../protocol/pictures.ts'

export interface Frame {
  /** Of the area between the axes, in CSS pixels from the top left corner of the canvas. */
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
  readonly extents: readonly [x: Extent, y: Extent]
}

export const margins = { left: 32, right: 8, top: 8, bottom: 20 } as const

/** @param isSquare the area between the axes is as high as it is wide, so that equal extents have equal scales. */
export function frameOf(
  size: { readonly width: number; readonly height: number },
  extents: readonly [x: Extent, y: Extent],
  isSquare: boolean,
): Frame {
  const room = {
    width: Math.max(1, size.width - margins.left - margins.right),
    height: Math.max(1, size.height - margins.top - margins.bottom),
  }
  const side = Math.min(room.width, room.height)
  return { left: margins.left, top: margins.top, ...(isSquare ? { width: side, height: side } : room), extents }
}

/** On the canvas. */
export function toCanvas({ left, top, width, height, extents: [x, y] }: Frame, at: readonly [number, number]) {
  return [left + share(at[0], x) * width, top + (1 - share(at[1], y)) * height] as const
}

/** In the units of the axes. */
export function fromCanvas({ left, top, width, height, extents: [x, y] }: Frame, [px, py]: readonly [number, number]) {
  return [along(x, (px - left) / width), along(y, 1 - (py - top) / height)] as const
}

const share = (value: number, [low, high]: Extent): number => (value - low) / (high - low)

/** The number a share of the way along an extent. */
export const along = ([low, high]: Extent, part: number): number => low + part * (high - low)

/** Round numbers inside an extent, 1, 2 or 5 times a power of ten apart: about this many. */
export function ticksIn([low, high]: Extent, count: number): readonly number[] {
  const rough = (high - low) / Math.max(1, count)
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = ([1, 2, 5, 10].find((factor) => factor * power >= rough * 0.7) ?? 10) * power
  const first = Math.ceil(low / step - 1e-9)
  const last = Math.floor(high / step + 1e-9)
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)))
}
