import * as tf from '@tensorflow/tfjs-core'
import { type Described, positionwise, scalarSigmoid, sigmoid, tanh } from '../../../src/engine/index.ts'

/** y = tanh(a) σ(b), where a and b are the halves of the last axis of x. */
export function gatedActivation({ x }: { x: tf.Tensor }): { y: tf.Tensor } {
  const [a, b] = tf.split(x, 2, -1)
  return { y: tf.mul(tanh(a!), sigmoid(b!)) }
}

gatedActivation.incremental = ({ inputs, shape }: Described) => {
  const channels = shape.at(-1) ?? 1
  return positionwise(inputs, channels, (position, { rows, inputs: { x }, output }) => {
    const half = channels * rows
    const a = 2 * position * half
    for (let i = 0; i < half; i++)
      output[position * half + i] = Math.tanh(x![a + i]!) * scalarSigmoid(x![a + half + i]!)
  })
}
