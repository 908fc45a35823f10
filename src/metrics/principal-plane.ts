// The plane in which points of a space with many dimensions vary most: the two leading eigenvectors of their covariance,
// by subspace iteration with a Rayleigh-Ritz step (Golub and Van Loan, "Matrix computations", sections 7.3.2 and 8.1.4).
// The covariance itself is never formed.

export type PrincipalPlane = {
  /** The mean of the points. */
  readonly origin: Float32Array
  /** Of length 1 and at right angles, the one of the larger variance first. */
  readonly axes: readonly [Float32Array, Float32Array]
  /** Of the whole variance, the part that lies in the plane: 0 to 1. */
  readonly share: number
}

/** Vectors that are iterated: those beyond the two make it converge where further variances are nearly as large. */
const blockSize = 6
const mostRounds = 80
/** Relative change of the variances at which the iteration stops. */
const tolerance = 1e-9

/**
 * @param values points one after another, each with `size` numbers, at least 2.
 * @param previous axes from before: each new axis points to the same side, so that a picture does not flip.
 * @throws RangeError when there are fewer than two whole points, or they have fewer than two numbers.
 */
export function principalPlane(
  values: Float32Array,
  size: number,
  previous?: readonly [Float32Array, Float32Array],
): PrincipalPlane {
  const count = values.length / size
  if (!(Number.isSafeInteger(count) && count >= 2 && size >= 2))
    throw new RangeError(`A plane needs two or more whole points of at least 2 numbers, received ${count} of ${size}`)
  const mean = new Float64Array(size)
  for (let i = 0; i < values.length; i++) mean[i % size]! += values[i]! / count
  const centred = Float64Array.from(values, (value, i) => value - mean[i % size]!)
  const total = centred.reduce((sum, value) => sum + value * value, 0) / (count - 1)

  let block = orthonormal(startVectors(size, Math.min(blockSize, size), previous))
  let before = 0
  for (let round = 0; round < mostRounds; round++) {
    const moved = timesCovariance(centred, block, count)
    const variance = block.reduce((sum, vector, j) => sum + dot(vector, moved[j]!), 0)
    block = orthonormal(moved)
    if (Math.abs(variance - before) <= tolerance * Math.abs(variance)) break
    before = variance
  }
  const [first, second] = ritzVectors(centred, block, count)
  const axes = [first!, second!].map(({ vector }, j) => pointed(vector, previous?.[j])) as [Float32Array, Float32Array]
  return {
    origin: Float32Array.from(mean),
    axes,
    share: total > 0 ? Math.min(1, (first!.variance + second!.variance) / total) : 1,
  }
}

/** The previous axes, then vectors that no symmetry of the data is likely to be at right angles to. */
function startVectors(size: number, count: number, previous: readonly Float32Array[] = []): Float64Array[] {
  return Array.from({ length: count }, (_, j) => {
    const known = previous[j]
    return known?.length === size
      ? Float64Array.from(known)
      : Float64Array.from({ length: size }, (_, i) => Math.cos((i + 1) * (j + 1) * Math.SQRT2) + (i === j ? 2 : 0))
  })
}

function timesCovariance(centred: Float64Array, block: readonly Float64Array[], count: number): Float64Array[] {
  const size = block[0]!.length
  return block.map((vector) => {
    const out = new Float64Array(size)
    for (let start = 0; start < centred.length; start += size) {
      let along = 0
      for (let i = 0; i < size; i++) along += centred[start + i]! * vector[i]!
      for (let i = 0; i < size; i++) out[i]! += (along * centred[start + i]!) / (count - 1)
    }
    return out
  })
}

/** Gram and Schmidt's vectors, twice because of rounding; a linearly dependent vector gets a free direction. */
function orthonormal(vectors: readonly Float64Array[]): Float64Array[] {
  const basis: Float64Array[] = []
  for (const vector of vectors) {
    const candidates = [vector, ...vector.keys()]
    for (const candidate of candidates) {
      const given = typeof candidate === 'number' ? unit(vector.length, candidate) : candidate
      const size = Math.sqrt(dot(given, given))
      const rest = withoutParts(withoutParts(given, basis), basis)
      const length = Math.sqrt(dot(rest, rest))
      if (!(length > 1e-10 * size)) continue
      basis.push(rest.map((value) => value / length))
      break
    }
  }
  return basis
}

const unit = (size: number, place: number): Float64Array =>
  Float64Array.from({ length: size }, (_, i) => +(i === place))

function withoutParts(vector: Float64Array, basis: readonly Float64Array[]): Float64Array {
  const rest = vector.slice()
  for (const one of basis) {
    const along = dot(rest, one)
    for (let i = 0; i < rest.length; i++) rest[i]! -= along * one[i]!
  }
  return rest
}

/** Eigenvectors of the covariance within the span of the block, largest variance first. */
function ritzVectors(centred: Float64Array, block: readonly Float64Array[], count: number) {
  const moved = timesCovariance(centred, block, count)
  const small = block.map((a) => moved.map((b) => dot(a, b)))
  const rotation = diagonalise(small)
  return block
    .map((_, j) => ({
      variance: small[j]![j]!,
      vector: block[0]!.map((_, i) => block.reduce((sum, one, k) => sum + one[i]! * rotation[k]![j]!, 0)),
    }))
    .sort((a, b) => b.variance - a.variance)
}

/** Jacobi's rotations until the symmetric matrix is diagonal, in place. @returns the eigenvectors as columns. */
function diagonalise(matrix: number[][]): number[][] {
  const size = matrix.length
  const vectors = matrix.map((_, i) => matrix.map((_, j) => +(i === j)))
  for (let sweep = 0; sweep < 30; sweep++)
    for (let p = 0; p < size; p++)
      for (let q = p + 1; q < size; q++) {
        const angle = 0.5 * Math.atan2(2 * matrix[p]![q]!, matrix[p]![p]! - matrix[q]![q]!)
        const [c, s] = [Math.cos(angle), Math.sin(angle)]
        for (const row of [...matrix, ...vectors])
          [row[p], row[q]] = [c * row[p]! + s * row[q]!, c * row[q]! - s * row[p]!]
        for (let k = 0; k < size; k++) {
          const [a, b] = [matrix[p]![k]!, matrix[q]![k]!]
          matrix[p]![k] = c * a + s * b
          matrix[q]![k] = c * b - s * a
        }
      }
  return vectors
}

/** To the side of the previous axis; without one, its largest number is positive. */
function pointed(vector: Float64Array, previous: Float32Array | undefined): Float32Array {
  const largest = vector.reduce((best, value) => (Math.abs(value) > Math.abs(best) ? value : best), 0)
  const side = previous?.length === vector.length ? dot(vector, previous) : largest
  return Float32Array.from(vector, (value) => (side < 0 ? -value : value))
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!
  return sum
}
