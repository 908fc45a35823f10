// Mean and deviation of a sample held in a flat array, added up in doubles, and of the distribution it may come from.
import type { Modes } from '../engine/data/densities/known-density.ts'

export type Moments = {
  /** Of each coordinate. */
  readonly mean: readonly number[]
  /** Of each coordinate; the variance is the unbiased one, with count - 1. */
  readonly deviation: readonly number[]
}

/**
 * @param size numbers in one point.
 * @throws RangeError when there are fewer than two whole points.
 */
export function momentsOf(values: ArrayLike<number>, size: number): Moments {
  const count = values.length / size
  if (!Number.isSafeInteger(count) || count < 2)
    throw new RangeError(`Moments need two or more whole points of ${size} numbers, received ${values.length} numbers`)
  const [mean, variance] = [new Array<number>(size).fill(0), new Array<number>(size).fill(0)]
  for (let i = 0; i < values.length; i++) mean[i % size]! += values[i]! / count
  for (let i = 0; i < values.length; i++) variance[i % size]! += (values[i]! - mean[i % size]!) ** 2 / (count - 1)
  return { mean, deviation: variance.map(Math.sqrt) }
}

/** Of the mixture itself: the variance is that within a component and that of the centres. */
export function momentsOfMixture({ centres, deviation }: Modes): Moments {
  const axes = [...(centres[0] ?? []).keys()]
  const meanOf = (numbers: readonly number[]) => numbers.reduce((sum, one) => sum + one / numbers.length, 0)
  const mean = axes.map((axis) => meanOf(centres.map((centre) => centre[axis]!)))
  const between = axes.map((axis) => meanOf(centres.map((centre) => (centre[axis]! - mean[axis]!) ** 2)))
  return { mean, deviation: between.map((variance) => Math.sqrt(deviation ** 2 + variance)) }
}
