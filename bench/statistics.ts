// Statistics of timings that were taken in turns: medians over rounds, and how far the rounds differ.

export interface Summary {
  readonly median: number
  /** First and third quartile. */
  readonly low: number
  readonly high: number
  readonly rounds: number
}

export interface Ratio {
  /** Of the medians. */
  readonly ratio: number
  /** Quartiles of the ratios of each round, in which both were timed one right after the other. */
  readonly low: number
  readonly high: number
}

/** The value below which the share `q` of the values lies, between two values on the line between them (type 7 of R). */
export function quantile(values: readonly number[], q: number): number {
  if (values.length === 0) throw new RangeError('A quantile needs at least one value.')
  const sorted = values.toSorted((a, b) => a - b)
  const at = q * (sorted.length - 1)
  const below = sorted[Math.floor(at)]!
  const above = sorted[Math.ceil(at)]!
  return below + (at - Math.floor(at)) * (above - below)
}

export const median = (values: readonly number[]): number => quantile(values, 0.5)

/** @param rounds the timings of each round. */
export function summarise(rounds: readonly (readonly number[])[]): Summary {
  const medians = rounds.map(median)
  return {
    median: median(medians),
    low: quantile(medians, 0.25),
    high: quantile(medians, 0.75),
    rounds: rounds.length,
  }
}

/** @throws RangeError when the two have not been timed in the same rounds. */
export function ratioOf(ours: readonly (readonly number[])[], theirs: readonly (readonly number[])[]): Ratio {
  if (ours.length !== theirs.length)
    throw new RangeError(`Ratios need as many rounds of both, received ${ours.length} and ${theirs.length}.`)
  const each = ours.map((round, i) => median(round) / median(theirs[i]!))
  return {
    ratio: summarise(ours).median / summarise(theirs).median,
    low: quantile(each, 0.25),
    high: quantile(each, 0.75),
  }
}
