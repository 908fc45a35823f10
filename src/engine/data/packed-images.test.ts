import { describe, expect, it } from 'vitest'
import { parsePackedImages } from './packed-images.ts'

function packed(labels: readonly number[] = [0, 1, 2]): Uint8Array {
  const bytes = new Uint8Array(24 + 3 * 4 + 3)
  bytes.set(Buffer.from('GLU8'))
  for (const [word, value] of [3, 2, 1, 2, 3].entries()) bytes[4 + 4 * word] = value
  bytes.set([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, ...labels], 24)
  return bytes
}

describe('parsePackedImages', () => {
  it('reads count, shape, classes, images and labels', () => {
    expect(parsePackedImages(packed(), 'data/x.bin')).toEqual({
      count: 3,
      shape: [2, 1, 2],
      classes: 3,
      images: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12),
      labels: Uint8Array.of(0, 1, 2),
    })
  })

  it.each([
    ['is shorter than its header', packed().subarray(0, 23), /data\/x\.bin holds 23 bytes/],
    ['is something else', new TextEncoder().encode('<!doctype html><html lang="en">'), /data\/x\.bin is not a packed/],
    ['lacks its end', packed().subarray(0, -1), /holds 38 bytes, expected 39 for 3 images of 2 x 1 x 2/],
    ['has a label out of range', packed([0, 3, 1]), /image 1 has label 3, expected less than 3/],
  ])('refuses a file that %s', (_, bytes, message) => {
    expect(() => parsePackedImages(bytes, 'data/x.bin')).toThrow(message)
  })
})
