// Mean and covariance of a sample held in a flat array, added up in doubles.

export type Moments = {
  readonly count: number
  readonly mean: readonly number[]
  /** Unbiased, with count - 1; rows one after another. */
  readonly covariance: readonly number[]
}

/**
 * @param size numbers in one point.
 * @throws RangeError when there are fewer than two whole points.
 */
export function momentsOf(values: ArrayLike<number>, size: number): Moments {
  const count = values.length / size
  if (!Number.isSafeInteger(count) || count < 2)
    throw new RangeError(`Moments need two or more whole points of ${size} numbers, received ${values.length} numbers`)
  const mean = new Array<number>(size).fill(0)
  for (let i = 0; i < values.length; i++) mean[i % size]! += values[i]! / count
  const covariance = new Array<number>(size * size).fill(0)
  for (let point = 0; point < count; point++)
    for (let i = 0; i < size; i++)
      for (let j = 0; j < size; j++) {
        const product = (values[point * size + i]! - mean[i]!) * (values[point * size + j]! - mean[j]!)
        covariance[i * size + j]! += product / (count - 1)
      }
  return { count, mean, covariance }
}

/** Standard deviation of each coordinate. */
export function deviationsOf({ mean, covariance }: Moments): number[] {
  return mean.map((_, i) => Math.sqrt(covariance[i * mean.length + i]!))
}

/**
 * Nats, KL(N(a) || N(b)) for independent coordinates: sum of ln(s_b / s_a) + (s_a^2 + (m_a - m_b)^2) / 2 s_b^2 - 1/2. How far
 * one sample's mean and deviations are from another's, in one number.
 */
export function gaussianDivergence(a: Moments, b: Moments): number {
  const [from, to] = [deviationsOf(a), deviationsOf(b)]
  return from.reduce((sum, deviation, i) => {
    const squares = deviation ** 2 + (a.mean[i]! - b.mean[i]!) ** 2
    return sum + Math.log(to[i]! / deviation) + squares / (2 * to[i]! ** 2) - 0.5
  }, 0)
}
