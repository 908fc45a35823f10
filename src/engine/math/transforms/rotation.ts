// A random rotation or permutation and its factors, in double precision: where an invertible linear map starts (Kingma &
// Dhariwal 2018).
import { normals, permutation } from '../../random/draws.ts'
import { randomStream } from '../../random/random-stream.ts'

/** W = P L (U + diag(s)): `order` is P as y_order(i) = v_i, `lower` and `upper` are strictly triangular, row by row. */
export interface Factors {
  readonly order: readonly number[]
  readonly lower: Float64Array
  readonly upper: Float64Array
  readonly diagonal: Float64Array
}

/** A uniformly random orthogonal matrix, row by row: Gaussian rows, made orthonormal one after the other. */
export function randomRotation(seed: number, size: number): Float64Array {
  const matrix = Float64Array.from(normals(randomStream(seed, 'rotation', 0), size * size))
  for (let row = 0; row < size; row++) {
    const current = matrix.subarray(row * size, (row + 1) * size)
    // Twice, for what the first pass leaves by rounding (Giraud, Langou & Rozložník 2005).
    for (let pass = 0; pass < 2; pass++) {
      for (let before = 0; before < row; before++) {
        const other = matrix.subarray(before * size, (before + 1) * size)
        const overlap = dot(current, other)
        for (let i = 0; i < size; i++) current[i]! -= overlap * other[i]!
      }
    }
    const length = Math.sqrt(dot(current, current))
    for (let i = 0; i < size; i++) current[i]! /= length
  }
  return matrix
}

/** The matrix of a uniformly random order, row by row: row i holds its one in the column of the i-th element. */
export function randomPermutation(seed: number, size: number): Float64Array {
  const matrix = new Float64Array(size * size)
  for (const [row, column] of permutation(randomStream(seed, 'permutation', 0), size).entries())
    matrix[row * size + column] = 1
  return matrix
}

const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, value, i) => sum + value * b[i]!, 0)

/** Elimination with row exchanges (Golub & Van Loan 2013, algorithm 3.4.1). */
export function factorise(matrix: Float64Array, size: number): Factors {
  const rows = Array.from({ length: size }, (_, row) => matrix.slice(row * size, (row + 1) * size))
  const order = rows.map((_, row) => row)
  for (let k = 0; k < size; k++) {
    let pivot = k
    for (let row = k + 1; row < size; row++) if (Math.abs(rows[row]![k]!) > Math.abs(rows[pivot]![k]!)) pivot = row
    ;[rows[k], rows[pivot]] = [rows[pivot]!, rows[k]!]
    ;[order[k], order[pivot]] = [order[pivot]!, order[k]!]
    const top = rows[k]!
    for (const row of rows.slice(k + 1)) {
      row[k]! /= top[k]!
      for (let i = k + 1; i < size; i++) row[i]! -= row[k]! * top[i]!
    }
  }
  const part = (keep: (row: number, column: number) => boolean) =>
    Float64Array.from({ length: size * size }, (_, i) => {
      const [row, column] = [Math.floor(i / size), i % size]
      return keep(row, column) ? rows[row]![column]! : 0
    })
  return {
    order,
    lower: part((row, column) => column < row),
    upper: part((row, column) => column > row),
    diagonal: Float64Array.from(rows, (row, i) => row[i]!),
  }
}
