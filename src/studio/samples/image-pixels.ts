// A strip of images laid out as a grid of RGBA pixels, one picture pixel per image pixel: the canvas is scaled by CSS.
import type { ImageStrip } from '../../protocol/pictures.ts'

export interface PixelGrid {
  readonly width: number
  readonly height: number
  readonly rgba: Uint8ClampedArray<ArrayBuffer>
}

export interface Tile {
  readonly strip: ImageStrip
  readonly index: number
  /** Top left corner in the grid. */
  readonly x: number
  readonly y: number
}

/** In as few rows as the room's width allows, and in rows as even as they can be. */
export function columnsIn(room: number, size: number, count: number): number {
  const most = Math.max(1, Math.floor(room / size))
  const rows = Math.max(1, Math.ceil(count / most))
  return Math.max(1, Math.ceil(count / rows))
}

/** Images in rows of `columns`, one transparent pixel apart. */
export function sampleTiles(strip: ImageStrip, columns: number): readonly Tile[] {
  return Array.from({ length: strip.count }, (_, index) => ({
    strip,
    index,
    x: (index % columns) * (strip.width + 1),
    y: Math.floor(index / columns) * (strip.height + 1),
  }))
}

/** Pixels between two pairs; an original and its reconstruction are one pixel apart. */
export const pairGap = 5

/** Each original with its reconstruction at its right, in rows of `columns` pairs. */
export function pairTiles(originals: ImageStrip, reconstructions: ImageStrip, columns: number): readonly Tile[] {
  const { width, height } = originals
  const count = Math.min(originals.count, reconstructions.count)
  return Array.from({ length: count }, (_, index) => {
    const x = (index % columns) * (2 * width + 1 + pairGap)
    const y = Math.floor(index / columns) * (height + 1)
    return [
      { strip: originals, index, x, y },
      { strip: reconstructions, index, x: x + width + 1, y },
    ]
  }).flat()
}

/** Draws tiles of 1 (grey), 3 (RGB) or 4 (RGBA) channels with values 0..1; other channel counts show the first as grey. */
export function pixelGrid(tiles: readonly Tile[]): PixelGrid {
  const width = tiles.reduce((most, { x, strip }) => Math.max(most, x + strip.width), 0)
  const height = tiles.reduce((most, { y, strip }) => Math.max(most, y + strip.height), 0)
  const rgba = new Uint8ClampedArray(width * height * 4)
  for (const tile of tiles) drawTile(rgba, width, tile)
  return { width, height, rgba }
}

function drawTile(rgba: Uint8ClampedArray, rowWidth: number, { strip, index, x, y }: Tile): void {
  const { width, height, channels, values } = strip
  const isColour = channels === 3 || channels === 4
  let from = index * width * height * channels
  for (let row = 0; row < height; row++) {
    let to = ((y + row) * rowWidth + x) * 4
    for (let column = 0; column < width; column++) {
      const first = values[from] ?? 0
      rgba[to] = 255 * first
      rgba[to + 1] = 255 * (isColour ? (values[from + 1] ?? 0) : first)
      rgba[to + 2] = 255 * (isColour ? (values[from + 2] ?? 0) : first)
      rgba[to + 3] = channels === 4 ? 255 * (values[from + 3] ?? 0) : 255
      from += channels
      to += 4
    }
  }
}
