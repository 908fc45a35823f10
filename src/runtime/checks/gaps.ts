// Differences between tensors as one number, which is NaN where anything is not a number, whatever the backend's maximum says.
import * as tf from '@tensorflow/tfjs-core'
import { numbersOf } from './examples.ts'

/** The largest absolute difference. */
export const absoluteGap = (actual: tf.Tensor, expected: tf.Tensor): tf.Tensor => {
  const gap = tf.sub(actual, expected)
  return tf.add(tf.max(tf.abs(gap)), tf.mul(0, tf.sum(gap)))
}

/** The largest difference, as a part of the largest value where that is above one. */
export const relativeGap = (actual: tf.Tensor, expected: tf.Tensor): tf.Tensor =>
  tf.div(absoluteGap(actual, expected), tf.maximum(1, tf.max(tf.abs(expected))))

/** The numbers of scalars made inside a tidy. */
export async function readScalars(make: () => readonly tf.Tensor[]): Promise<Float32Array> {
  return numbersOf(tf.tidy(() => tf.stack([...make()])))
}

export async function readScalar(make: () => tf.Tensor): Promise<number> {
  const [number = Number.NaN] = await readScalars(() => [make()])
  return number
}
