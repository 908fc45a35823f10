import * as tf from '@tensorflow/tfjs-core'
import { type Described, sameElements } from '../../../src/engine/index.ts'

/** `[batch, ...]` to `[batch, elements]`, row-major. */
export function flatten({ x }: { x: tf.Tensor }): { y: tf.Tensor } {
  const batch = x.shape[0] ?? 0
  return { y: tf.reshape(x, [batch, batch === 0 ? 0 : x.size / batch]) }
}

flatten.incremental = ({ inputs }: Described) => sameElements(inputs.x!)
