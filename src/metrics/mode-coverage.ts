// Which modes of a mixture of equal Gaussians a sample found, as PacGAN counts them (Lin, Khetan, Fanti and Oh, 2018).

/** Equally likely components, round Gaussians with one deviation. */
export type Mixture = {
  readonly centres: readonly (readonly number[])[]
  readonly deviation: number
}

export type ModeCoverage = {
  /** Modes with at least one high-quality draw. */
  readonly modesCovered: number
  readonly modes: number
  /** Of all draws, within three deviations of a centre. Of the mixture's own, in the plane, 1 - exp(-9/2) = 98.9 %. */
  readonly highQualityShare: number
  /**
   * Nats: KL(q || uniform) of the share q of each mode among the high-quality draws; ln(modes) when they sit on one mode.
   * NaN when there are none.
   */
  readonly reverseKL: number
  /** High-quality draws of each mode. */
  readonly counts: readonly number[]
}

/**
 * @param values draws, each with as many numbers as a centre has.
 * @throws RangeError when there are no whole draws.
 */
export function modeCoverage(values: ArrayLike<number>, { centres, deviation }: Mixture): ModeCoverage {
  const size = centres[0]?.length ?? 0
  const draws = values.length / size
  if (!Number.isSafeInteger(draws) || draws < 1)
    throw new RangeError(`Modes need whole draws of ${size} numbers, received ${values.length} numbers`)
  const counts = centres.map(() => 0)
  for (let draw = 0; draw < draws; draw++) {
    const { mode, square } = nearestMode(values, draw * size, centres)
    if (square < (3 * deviation) ** 2) counts[mode]! += 1
  }
  const good = counts.reduce((sum, count) => sum + count, 0)
  return {
    modesCovered: counts.filter((count) => count > 0).length,
    modes: centres.length,
    highQualityShare: good / draws,
    reverseKL: good === 0 ? Number.NaN : reverseKL(counts, good),
    counts,
  }
}

function nearestMode(values: ArrayLike<number>, start: number, centres: Mixture['centres']) {
  let [mode, square] = [0, Number.POSITIVE_INFINITY]
  for (const [k, centre] of centres.entries()) {
    let sum = 0
    for (const [axis, coordinate] of centre.entries()) sum += (values[start + axis]! - coordinate) ** 2
    if (sum < square) [mode, square] = [k, sum]
  }
  return { mode, square }
}

function reverseKL(counts: readonly number[], total: number): number {
  return counts.reduce((sum, count) => {
    const share = count / total
    return share === 0 ? sum : sum + share * Math.log(share * counts.length)
  }, 0)
}
