// The digits in another size, or some classes of them. Splits stay those of all digits: only examples are left out.

import type { ByteDataset, ByteSplit } from './dataset.ts'
import type { DatasetParameters } from './dataset-catalogue.ts'

/**
 * With parameters `size`, the pixels of a side: 28 is unchanged, 14 takes the mean of every two by two, 32 adds two
 * black pixels all around; and `classes`, in ascending order: label k of the new dataset is class classes[k].
 * @throws RangeError when the size or a class does not exist.
 */
export function digitsVariant(digits: ByteDataset, name: string, parameters: DatasetParameters): ByteDataset {
  const { size, classes } = parameters
  if (typeof size !== 'number') throw new RangeError(`Digits need a size, received ${String(size)}`)
  if (typeof classes !== 'object' || classes.length === 0)
    throw new RangeError(`Digits need a list of classes, received ${String(classes)}`)
  const side = digits.shape[0]!
  const pixels = side * side
  const resize = resizer(side, size)
  const variantOf = (split: ByteSplit): ByteSplit => {
    const chosen = [...split.labels.keys()].filter((index) => classes.includes(split.labels[index]!))
    const images = new Uint8Array(chosen.length * size * size)
    for (const [place, index] of chosen.entries()) {
      const image = split.images.subarray(index * pixels, (index + 1) * pixels)
      resize(image, images.subarray(place * size * size, (place + 1) * size * size))
    }
    const labels = Uint8Array.from(chosen, (index) => classes.indexOf(split.labels[index]!))
    return { ...split, count: chosen.length, images, labels }
  }
  return {
    ...digits,
    name,
    shape: [size, size, 1],
    classes: classes.length,
    classNames: classes.map(String),
    train: variantOf(digits.train),
    validation: variantOf(digits.validation),
    test: variantOf(digits.test),
  }
}

function resizer(side: number, size: number): (image: Uint8Array, out: Uint8Array) => void {
  if (size === side) return (image, out) => out.set(image)
  if (2 * size === side)
    return (image, out) => {
      for (let place = 0; place < out.length; place++) {
        const corner = 2 * side * Math.floor(place / size) + 2 * (place % size)
        const sum = image[corner]! + image[corner + 1]! + image[corner + side]! + image[corner + side + 1]!
        out[place] = Math.round(sum / 4)
      }
    }
  if (size === side + 4)
    return (image, out) => {
      for (let row = 0; row < side; row++) out.set(image.subarray(row * side, (row + 1) * side), (row + 2) * size + 2)
    }
  throw new RangeError(`Images of ${side} by ${side} pixels cannot be made ${size} by ${size}`)
}
