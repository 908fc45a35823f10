// Goodness of fit of counts to given probabilities: Pearson's chi-square, as a standard normal deviate.

export interface ChiSquareTest {
  /** Standard deviations of the statistic above its expectation for equal distributions; negative below. */
  readonly deviations: number
  readonly cells: number
}

/** Cells with a smaller expected count are merged, because the statistic would be inaccurate. */
const leastExpected = 5

/**
 * The statistic's cube root is near to normal (Wilson & Hilferty 1931).
 * @param expected probabilities, which together with what they leave to one are all there is.
 * @param observed counts, in the same cells; those beyond all cells count with what is left.
 * @param count of all draws, in the cells or not.
 * @throws RangeError when there are fewer than two cells to compare.
 */
export function chiSquareTest(expected: ArrayLike<number>, observed: ArrayLike<number>, count: number): ChiSquareTest {
  const rest = { expected: count, observed: count }
  let statistic = 0
  let cells = 0
  for (let i = 0; i < expected.length; i++) {
    const mean = expected[i]! * count
    if (!(mean >= leastExpected)) continue
    rest.expected -= mean
    rest.observed -= observed[i]!
    statistic += (observed[i]! - mean) ** 2 / mean
    cells++
  }
  if (rest.expected >= leastExpected || rest.observed >= leastExpected) {
    const mean = Math.max(rest.expected, 1)
    statistic += (rest.observed - mean) ** 2 / mean
    cells++
  }
  if (cells < 2) throw new RangeError(`A chi-square test needs two or more cells, received ${cells}`)
  const freedom = cells - 1
  const spread = 2 / (9 * freedom)
  return { deviations: (Math.cbrt(statistic / freedom) - (1 - spread)) / Math.sqrt(spread), cells }
}
