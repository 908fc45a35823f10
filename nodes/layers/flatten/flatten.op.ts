import * as tf from '@tensorflow/tfjs-core'
import { sameElements } from '../../../src/math/incremental/evaluations.ts'
import type { Described } from '../../../src/math/incremental/rule.ts'

/** `[batch, ...]` to `[batch, elements]`, row-major. */
export function flatten({ x }: { x: tf.Tensor }): { y: tf.Tensor } {
  const batch = x.shape[0] ?? 0
  return { y: tf.reshape(x, [batch, batch === 0 ? 0 : x.size / batch]) }
}

flatten.incremental = ({ inputs }: Described) => sameElements(inputs.x!)
