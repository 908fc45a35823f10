/**
 * Nats of one example as bits for each of its elements: nats / (D ln 2). Comparable between data sets of different size.
 * @param elements numbers in one example.
 * @throws RangeError when there are none.
 */
export function bitsPerDimension(nats: number, elements: number): number {
  if (!Number.isSafeInteger(elements) || elements < 1)
    throw new RangeError(`Bits per dimension need a positive integer number of elements, received ${elements}.`)
  return nats / (elements * Math.LN2)
}
