// Images as one PNG, in rows.
import { encode } from 'fast-png'
import type { ImageStrip } from '../../protocol/pictures.ts'

const gap = 1
const gapByte = 64

/** @param columns images per row; by default the grid is roughly square. */
export function imageGrid(strip: ImageStrip, columns = Math.ceil(Math.sqrt(strip.count))): Uint8Array {
  const { count, height, width, channels, values } = strip
  const rows = Math.ceil(count / columns)
  const pageWidth = columns * (width + gap) - gap
  const pageHeight = rows * (height + gap) - gap
  const page = new Uint8Array(pageWidth * pageHeight * channels).fill(gapByte)
  for (let image = 0; image < count; image++) {
    const left = (image % columns) * (width + gap)
    const top = Math.floor(image / columns) * (height + gap)
    for (let y = 0; y < height; y++) {
      const from = (image * height + y) * width * channels
      const row = values.subarray(from, from + width * channels)
      page.set(
        Uint8Array.from(row, (value) => Math.round(255 * value)),
        ((top + y) * pageWidth + left) * channels,
      )
    }
  }
  return encode({ width: pageWidth, height: pageHeight, data: page, channels })
}

/** Interleaves two strips: each image of `left` is followed by its counterpart in `right`. */
export function interleave(left: ImageStrip, right: ImageStrip): ImageStrip {
  const size = left.height * left.width * left.channels
  const count = Math.min(left.count, right.count)
  const values = new Float32Array(2 * count * size)
  for (let image = 0; image < count; image++) {
    values.set(left.values.subarray(image * size, (image + 1) * size), 2 * image * size)
    values.set(right.values.subarray(image * size, (image + 1) * size), (2 * image + 1) * size)
  }
  return { ...left, count: 2 * count, values }
}
