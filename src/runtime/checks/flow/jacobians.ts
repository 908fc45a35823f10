// Jacobians of maps whose rows do not depend on each other, [rows, ...] to [rows, ...]: exact ones by automatic
// differentiation, and numeric ones, which owe nothing to the gradients of the ops.
import * as tf from '@tensorflow/tfjs-core'
import { numbersOf } from '../examples.ts'

type RowMap = (x: tf.Tensor) => tf.Tensor

/** Rows of the Jacobian computed in one backward pass, which is the number of copies of the example. */
const rowsPerPass = 64

/** Of one example `[1, ...]`: one row for each output. */
export async function exactJacobian(map: RowMap, example: tf.Tensor): Promise<number[][]> {
  const size = example.size
  const rows: number[][] = []
  for (let first = 0; first < size; first += rowsPerPass) {
    const count = Math.min(rowsPerPass, size - first)
    const slopes = tf.tidy(() => {
      const repeated = tf.tile(example, [count, ...example.shape.slice(1).map(() => 1)])
      const chosen = tf.oneHot(tf.range(first, first + count, 1, 'int32'), size)
      const pick = (x: tf.Tensor) => tf.sum(tf.mul(flatRows(map(x)), chosen))
      return tf.reshape(tf.grad(pick)(repeated), [count, size])
    })
    const numbers = await numbersOf(slopes)
    for (let row = 0; row < count; row++) rows.push([...numbers.subarray(row * size, (row + 1) * size)])
  }
  return rows
}

/** Of each example in `[count, ...]` by central differences with step `h`: columns, one for each input. */
export async function numericJacobians(map: RowMap, examples: tf.Tensor, h: number): Promise<number[][][]> {
  const [count = 1, ...event] = examples.shape
  const size = examples.size / count
  const numbers = await numbersOf(
    tf.tidy(() => {
      const moves = tf.mul(tf.reshape(tf.tensor([h, -h]), [2, 1, 1]), tf.reshape(tf.eye(size), [1, size, size]))
      const moved = tf.add(tf.reshape(examples, [count, 1, 1, size]), tf.expandDims(moves, 0))
      return flatRows(map(tf.reshape(moved, [count * 2 * size, ...event])))
    }),
  )
  const at = (example: number, sign: number, input: number, output: number): number =>
    numbers[((example * 2 + sign) * size + input) * size + output]!
  const indices = Array.from({ length: size }, (_, i) => i)
  return Array.from({ length: count }, (_, e) =>
    indices.map((i) => indices.map((o) => (at(e, 0, i, o) - at(e, 1, i, o)) / (2 * h))),
  )
}

/** `[rows, ...]` to `[rows, size]`. */
export const flatRows = (x: tf.Tensor): tf.Tensor => tf.reshape(x, [x.shape[0] ?? 1, -1])
