// An invertible matrix in factors, W = P L (U + diag(s)), whose determinant is read off the diagonal and whose inverse
// takes two triangular ones (Kingma & Dhariwal 2018, eq. 10). It starts as a random rotation or permutation, given by a
// seed; P and the signs of s stay fixed; what is learned is how far L, U and log|s| have moved from there.
import * as tf from '@tensorflow/tfjs-core'
import { type FixedFactors, luMatrix } from '../fused/lu-matrix.ts'
import { exp } from '../twice-differentiable.ts'
import { opposite, permute } from './permute.ts'
import { factorise, randomPermutation, randomRotation } from './rotation.ts'
import { invertLowerTriangular, maskMatrix } from './triangular.ts'

/** The factors of an invertible matrix. */
export interface LinearWeights {
  /** Strictly lower part of L, what is added to it; the rest is not read: `[size, size]`. */
  readonly lower: tf.Tensor
  /** Strictly upper part of U, what is added to it: `[size, size]`. */
  readonly upper: tf.Tensor
  /** What is added to log|s|: `[size]`. */
  readonly logScale: tf.Tensor
}

/** Where W starts, and the seed of it. */
export interface LinearStart {
  readonly start: 'rotation' | 'permutation'
  readonly seed: number
}

export interface LuLinear {
  /** W x for every row of `[rows, size]`. */
  apply(x: tf.Tensor): tf.Tensor
  /** W⁻¹ y for every row. */
  invert(y: tf.Tensor): tf.Tensor
  /** log|det W|, a scalar. */
  readonly logDet: tf.Tensor
}

/** An invertible matrix given by its LU factors (Kingma & Dhariwal 2018, section 3.2). */
export function luLinear(weights: LinearWeights, from: LinearStart): LuLinear {
  const { logScale } = weights
  const start = startingFactors(from, logScale.size)
  return {
    // Rows are multiplied from the right: (P L U x)ᵀ = xᵀ Uᵀ Lᵀ Pᵀ.
    apply(x) {
      const matrix = luMatrix(weights, start, (learned) => {
        const { l, u } = factorsOf(learned, start)
        return permute(tf.transpose(tf.matMul(l, u)), opposite(start.order))
      })
      if (matrix) return tf.matMul(x, matrix)
      const { l, u } = factorsOf(weights, start)
      return permute(times(times(x, u), l), opposite(start.order))
    },
    invert(y) {
      const { l, u } = factorsOf(weights, start)
      const v = times(permute(y, start.order), invertLowerTriangular(l))
      // U⁻¹ = ((Uᵀ)⁻¹)ᵀ
      return tf.matMul(v, invertLowerTriangular(tf.transpose(u)))
    },
    logDet: tf.add(tf.sum(logScale), start.logDet),
  }
}

function factorsOf(
  { lower, upper, logScale }: LinearWeights,
  start: Start,
): { readonly l: tf.Tensor; readonly u: tf.Tensor } {
  const size = logScale.size
  const square = (values: Float32Array) => tf.tensor2d(values, [size, size])
  const below = maskMatrix(size, (row, column) => column < row)
  const diagonal = tf.mul(square(start.diagonal), exp(logScale))
  return {
    l: tf.add(square(start.unitLower), tf.mul(below, lower)),
    u: tf.add(tf.add(square(start.upper), diagonal), tf.mul(tf.transpose(below), upper)),
  }
}

const times = (rows: tf.Tensor, matrix: tf.Tensor): tf.Tensor => tf.matMul(rows, matrix, false, true)

interface Start extends FixedFactors {
  readonly logDet: number
}

const starts = new Map<string, Start>()

function startingFactors({ start: kind, seed }: LinearStart, size: number): Start {
  const key = `${kind} ${seed} ${size}`
  const known = starts.get(key)
  if (known) return known
  const matrix = kind === 'rotation' ? randomRotation(seed, size) : randomPermutation(seed, size)
  const { order, lower, upper, diagonal } = factorise(matrix, size)
  const onDiagonal = (i: number) => i % (size + 1) === 0
  const start: Start = {
    order,
    unitLower: Float32Array.from(lower, (value, i) => (onDiagonal(i) ? 1 : value)),
    upper: Float32Array.from(upper),
    diagonal: Float32Array.from({ length: size * size }, (_, i) => (onDiagonal(i) ? diagonal[i / (size + 1)]! : 0)),
    logDet: diagonal.reduce((sum, value) => sum + Math.log(Math.abs(value)), 0),
  }
  starts.set(key, start)
  return start
}
