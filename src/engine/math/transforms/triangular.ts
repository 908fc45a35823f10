// Triangular matrices on the device, where the library has no solver.
import * as tf from '@tensorflow/tfjs-core'

/** Ones where `keep` says so, else zeros: `[size, size]`. */
export function maskMatrix(size: number, keep: (row: number, column: number) => boolean): tf.Tensor2D {
  const ones = Float32Array.from({ length: size * size }, (_, i) => (keep(Math.floor(i / size), i % size) ? 1 : 0))
  return tf.tensor2d(ones, [size, size])
}

/**
 * The inverse of a lower triangular matrix `[size, size]`, by solving for blocks of doubling size:
 * [[A, 0], [B, D]]⁻¹ = [[A⁻¹, 0], [-D⁻¹ B A⁻¹, D⁻¹]] (Higham 2002, section 14.2). What stands above the diagonal is not
 * read.
 */
export function invertLowerTriangular(matrix: tf.Tensor): tf.Tensor {
  const [size = 1] = matrix.shape
  const unit = maskMatrix(size, (row, column) => row === column)
  // Off the diagonal 0 / 1, so that nothing is divided by zero.
  let inverse: tf.Tensor = tf.div(unit, tf.add(tf.mul(matrix, unit), tf.sub(1, unit)))
  for (let block = 1; block < size; block *= 2) {
    const between = maskMatrix(size, (row, column) => {
      const [i, j] = [Math.floor(row / block), Math.floor(column / block)]
      return i === j + 1 && i % 2 === 1
    })
    const corner = tf.matMul(tf.matMul(inverse, tf.mul(matrix, between)), inverse)
    inverse = tf.sub(inverse, corner)
  }
  return inverse
}
