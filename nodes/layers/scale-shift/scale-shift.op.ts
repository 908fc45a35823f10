import * as tf from '@tensorflow/tfjs-core'

/** y = scale · x + shift. x and y `[batch, ..., channels]`, scale and shift `[channels]`. */
export const scaleShift = (
  { x }: { x: tf.Tensor },
  { scale, shift }: { scale: tf.Tensor; shift: tf.Tensor },
): { y: tf.Tensor } => ({ y: tf.add(tf.mul(x, scale), shift) })
