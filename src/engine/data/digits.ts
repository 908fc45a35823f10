// The MNIST digits of public/data/digits.bin as a dataset with its fixed splits.

import type { ByteDataset, ByteSplit, SplitName } from './dataset.ts'
import { builtInFacts } from './dataset-address.ts'
import { packedHeaderBytes, parsePackedImages } from './packed-images.ts'
import { stratifiedSplit } from './stratified-split.ts'

const facts = builtInFacts('digits')
const pixels = facts.shape.reduce<number>((product, side) => product * side, 1)
const exampleCount = facts.sizes.train + facts.sizes.validation + facts.sizes.test

/** Length of the digits file before compression. */
export const digitsFileBytes = packedHeaderBytes + exampleCount * (pixels + 1)

/**
 * @param bytes the uncompressed file.
 * @throws Error naming the file when it is not a packed image file, or holds other images than the digits.
 */
export function parseDigits(bytes: Uint8Array, file: string): ByteDataset {
  const { element } = facts
  if (element.kind !== 'byte') throw new Error('The digits are stored as bytes')
  const packed = parsePackedImages(bytes, file)
  if (packed.shape.join() !== facts.shape.join() || packed.classes !== facts.classes)
    throw new Error(
      `${file} holds images of shape ${packed.shape.join(' x ')} in ${packed.classes} classes, ` +
        `expected ${facts.shape.join(' x ')} in ${facts.classes}`,
    )
  const indices = stratifiedSplit(packed.labels, packed.classes)
  const split = (name: SplitName): ByteSplit => {
    const chosen = indices[name]
    if (chosen.length !== facts.sizes[name])
      throw new Error(`${file} gives ${chosen.length} ${name} images, expected ${facts.sizes[name]}`)
    const images = new Uint8Array(chosen.length * pixels)
    for (const [place, index] of chosen.entries())
      images.set(packed.images.subarray(index * pixels, (index + 1) * pixels), place * pixels)
    const labels = Uint8Array.from(chosen, (index) => packed.labels[index]!)
    return { name, element: 'byte', count: chosen.length, images, labels }
  }
  return {
    name: 'digits',
    title: facts.title,
    shape: facts.shape,
    classes: facts.classes,
    levels: element.levels,
    train: split('train'),
    validation: split('validation'),
    test: split('test'),
  }
}
