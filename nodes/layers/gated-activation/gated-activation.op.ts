import * as tf from '@tensorflow/tfjs-core'
import { sigmoid, tanh } from '../../../src/math/twice-differentiable.ts'

/** y = tanh(a) σ(b), where a and b are the halves of the last axis of x. */
export function gatedActivation({ x }: { x: tf.Tensor }): { y: tf.Tensor } {
  const [a, b] = tf.split(x, 2, -1)
  return { y: tf.mul(tanh(a!), sigmoid(b!)) }
}
