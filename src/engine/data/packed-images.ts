// The packed image file, uncompressed: six little-endian 32-bit words (magic, count, height, width, channels, classes), then
// count * height * width * channels bytes of images, then count bytes of labels. scripts/build-data.mjs writes it.

// 'GLU8' read as a little-endian word: unsigned 8-bit images.
const magic = 0x38554c47
export const packedHeaderBytes = 24

export type PackedImages = {
  readonly count: number
  readonly shape: readonly [height: number, width: number, channels: number]
  readonly classes: number
  /** Views into the file's bytes. */
  readonly images: Uint8Array
  readonly labels: Uint8Array
}

/** @throws Error naming the file when the bytes are not a whole packed image file. */
export function parsePackedImages(bytes: Uint8Array, file: string): PackedImages {
  if (bytes.length < packedHeaderBytes)
    throw new Error(`${file} holds ${bytes.length} bytes, fewer than its header of ${packedHeaderBytes}`)
  const header = new DataView(bytes.buffer, bytes.byteOffset, packedHeaderBytes)
  const word = (index: number) => header.getUint32(4 * index, true)
  if (word(0) !== magic)
    throw new Error(`${file} is not a packed image file: expected it to begin with ${magic}, received ${word(0)}`)
  const [count, height, width, channels, classes] = [word(1), word(2), word(3), word(4), word(5)]
  const imageBytes = count * height * width * channels
  const expected = packedHeaderBytes + imageBytes + count
  if (bytes.length !== expected)
    throw new Error(
      `${file} holds ${bytes.length} bytes, expected ${expected} for ${count} images of ${height} x ${width} x ${channels}`,
    )
  const images = bytes.subarray(packedHeaderBytes, packedHeaderBytes + imageBytes)
  const labels = bytes.subarray(packedHeaderBytes + imageBytes)
  const outside = labels.findIndex((label) => label >= classes)
  if (outside !== -1)
    throw new Error(`${file}: image ${outside} has label ${labels[outside]}, expected less than ${classes}`)
  return { count, shape: [height, width, channels], classes, images, labels }
}
