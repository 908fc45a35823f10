// Do two sets of points come from one distribution? The unbiased estimate of the squared maximum mean discrepancy, and its
// permutation test: Gretton, Borgwardt, Rasch, Schoelkopf and Smola, "A kernel two-sample test" (2012), eq. 3 and section 5.

import { permutation } from '../engine/random/draws.ts'
import { type RandomStream, substream } from '../engine/random/random-stream.ts'

/** Points of a sample, one after another. */
export type Sample = {
  readonly values: ArrayLike<number>
  /** Numbers in one point. */
  readonly size: number
}

export type TwoSampleTest = {
  /** Squared maximum mean discrepancy; around 0 for equal distributions, also below. */
  readonly discrepancy: number
  /** Share of random divisions of all the points that are at least as discrepant; at least 1 / (permutations + 1). */
  readonly pValue: number
}

/** Of the kernels, as multiples of the median distance. */
const bandwidths = [-3, -2, -1, 0, 1, 2, 3].map((power) => 2 ** power)

/**
 * Rejects at level a when the p-value is at most a: under equal distributions that happens with probability at most a,
 * whatever they are.
 * @param permutations how many divisions to draw; 199 resolve a level of 1 %, and more give a steadier p-value.
 * @param stream of the divisions.
 * @throws RangeError when a sample has fewer than two points, or the two have points of different size.
 */
export function twoSampleTest(a: Sample, b: Sample, permutations: number, stream: RandomStream): TwoSampleTest {
  if (!Number.isSafeInteger(permutations) || permutations < 1)
    throw new RangeError(`A permutation test needs at least one permutation, received ${permutations}`)
  const kernel = kernelOf(a, b)
  const discrepancy = unbiased(kernel, asGiven(kernel))
  let atLeast = 1
  for (let p = 0; p < permutations; p++) {
    const divided = unbiased(kernel, permutation(substream(stream, `permutation/${p}`), kernel.count))
    // Equal divisions differ by rounding.
    if (divided >= discrepancy - 1e-12) atLeast++
  }
  return { discrepancy, pValue: atLeast / (permutations + 1) }
}

/**
 * Squared maximum mean discrepancy, unbiased, with the mean of seven Gaussian kernels exp(-d^2 / 2s^2) whose s are 1/8 to 8
 * times the median distance between two of all the points.
 * @throws RangeError as twoSampleTest does.
 */
export function meanDiscrepancy(a: Sample, b: Sample): number {
  const kernel = kernelOf(a, b)
  return unbiased(kernel, asGiven(kernel))
}

type Kernel = {
  /** Of each two points, symmetric, [count, count]. */
  readonly values: Float64Array
  readonly countA: number
  readonly count: number
  /** Of each point with all others, and of all pairs: they stay the same however the points are divided. */
  readonly ofPoint: Float64Array
  readonly ofPairs: number
}

const asGiven = ({ count }: Kernel) => Uint32Array.from({ length: count }, (_, i) => i)

function kernelOf(a: Sample, b: Sample): Kernel {
  const [countA, countB] = [countOf(a), countOf(b)]
  if (a.size !== b.size)
    throw new RangeError(`Two samples must have points of equal size, received ${a.size} and ${b.size}`)
  const points = Float64Array.from({ length: a.size * (countA + countB) }, (_, i) =>
    i < a.size * countA ? a.values[i]! : b.values[i - a.size * countA]!,
  )
  const count = countA + countB
  const squares = squaredDistances(points, a.size, count)
  const median = medianOf(squares, count)
  // Points that all coincide have any kernel equal to one.
  const scale = median > 0 ? median : 1
  const values = squares.map((square) => {
    const sum = bandwidths.reduce((total, bandwidth) => total + Math.exp(-square / (2 * bandwidth ** 2 * scale)), 0)
    return sum / bandwidths.length
  })
  const ofPoint = new Float64Array(count)
  for (let i = 0; i < count; i++) for (let j = 0; j < count; j++) if (i !== j) ofPoint[i]! += values[i * count + j]!
  return { values, countA, count, ofPoint, ofPairs: ofPoint.reduce((sum, value) => sum + value / 2, 0) }
}

function countOf({ values, size }: Sample): number {
  const count = values.length / size
  if (!Number.isSafeInteger(count) || count < 2)
    throw new RangeError(
      `A sample needs two or more whole points of ${size} numbers, received ${values.length} numbers`,
    )
  return count
}

function squaredDistances(points: Float64Array, size: number, count: number): Float64Array {
  const squares = new Float64Array(count * count)
  for (let i = 0; i < count; i++)
    for (let j = 0; j < i; j++) {
      let square = 0
      for (let k = 0; k < size; k++) square += (points[i * size + k]! - points[j * size + k]!) ** 2
      squares[i * count + j] = square
      squares[j * count + i] = square
    }
  return squares
}

/** Of all pairs of different points; the upper one of two in the middle. */
function medianOf(squares: Float64Array, count: number): number {
  const pairs = new Float64Array((count * (count - 1)) / 2)
  let at = 0
  for (let i = 0; i < count; i++) for (let j = 0; j < i; j++) pairs[at++] = squares[i * count + j]!
  return pairs.sort()[pairs.length >> 1]!
}

/** The first countA places of the order are one sample, the others the other. Only pairs within the first are added up. */
function unbiased({ values, countA, count, ofPoint, ofPairs }: Kernel, order: Uint32Array): number {
  const countB = count - countA
  let [withinA, ofPointsInA] = [0, 0]
  for (let first = 0; first < countA; first++) {
    const row = order[first]! * count
    for (let second = 0; second < first; second++) withinA += values[row + order[second]!]!
    ofPointsInA += ofPoint[order[first]!]!
  }
  const between = ofPointsInA - 2 * withinA
  const withinB = ofPairs - withinA - between
  return (
    (2 * withinA) / (countA * (countA - 1)) +
    (2 * withinB) / (countB * (countB - 1)) -
    (2 * between) / (countA * countB)
  )
}
