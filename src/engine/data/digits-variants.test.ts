import { describe, expect, it } from 'vitest'
import type { ByteDataset, ByteSplit, SplitName } from './dataset.ts'
import { digitsVariant } from './digits-variants.ts'

const pixels = 28 * 28
const intensity = (image: number, row: number, column: number) => (image * 31 + row * 7 + column * 3) % 256

/** Image i has label i mod 10. */
function split(name: SplitName, count: number): ByteSplit {
  const images = Uint8Array.from({ length: count * pixels }, (_, j) =>
    intensity(Math.floor(j / pixels), Math.floor((j % pixels) / 28), j % 28),
  )
  return { name, element: 'byte', count, images, labels: Uint8Array.from({ length: count }, (_, i) => i % 10) }
}

const digits: ByteDataset = {
  name: 'digits',
  title: 'MNIST digits',
  shape: [28, 28, 1],
  classes: 10,
  levels: 256,
  train: split('train', 40),
  validation: split('validation', 20),
  test: split('test', 11),
}
const all = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]

describe('digits of another size', () => {
  it('are means of two by two pixels at 14', () => {
    const small = digitsVariant(digits, 'small', { size: 14, classes: all })
    expect([small.name, small.shape, small.classes]).toEqual(['small', [14, 14, 1], 10])
    for (const [image, row, column] of [
      [0, 0, 0],
      [3, 13, 13],
      [10, 5, 9],
    ] as const) {
      const corners = [0, 1].flatMap((down) => [0, 1].map((right) => [2 * row + down, 2 * column + right] as const))
      const mean = corners.reduce((sum, [r, c]) => sum + intensity(image, r, c), 0) / 4
      expect(small.test.images[image * 196 + row * 14 + column]).toBe(Math.round(mean))
    }
    expect(small.train.images).toHaveLength(40 * 196)
  })

  it('lie within two black pixels all around at 32', () => {
    const large = digitsVariant(digits, 'large', { size: 32, classes: all })
    expect(large.shape).toEqual([32, 32, 1])
    for (let place = 0; place < 11 * 1024; place++) {
      const [image, row, column] = [Math.floor(place / 1024), Math.floor((place % 1024) / 32) - 2, (place % 32) - 2]
      const isInside = row >= 0 && row < 28 && column >= 0 && column < 28
      expect(large.test.images[place]).toBe(isInside ? intensity(image, row, column) : 0)
    }
  })

  it.each([16, Number.NaN, [14]])('are refused at %s', (size) => {
    expect(() => digitsVariant(digits, 'other', { size, classes: all })).toThrow(RangeError)
  })
})

describe('some classes of the digits', () => {
  it('are the examples of those classes, in their splits and order, labelled by their place', () => {
    const some = digitsVariant(digits, 'some', { size: 28, classes: [3, 8] })
    expect(some.classes).toBe(2)
    expect([some.train.count, some.validation.count, some.test.count]).toEqual([8, 4, 2])
    expect(Array.from(some.train.labels)).toEqual([0, 1, 0, 1, 0, 1, 0, 1])
    for (const [place, image] of [3, 8, 13, 18].entries())
      expect(some.train.images.subarray(place * pixels, (place + 1) * pixels)).toEqual(
        digits.train.images.subarray(image * pixels, (image + 1) * pixels),
      )
  })

  it('must be some', () => {
    expect(() => digitsVariant(digits, 'none', { size: 28, classes: [] })).toThrow(/need a list of classes/)
  })
})
