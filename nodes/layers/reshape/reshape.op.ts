import * as tf from '@tensorflow/tfjs-core'
import { sameElements } from '../../../src/math/incremental/evaluations.ts'
import type { Described } from '../../../src/math/incremental/rule.ts'

/** `[batch, ...]` to `[batch, ...shape]`, row-major. */
export function reshape(
  { x }: { x: tf.Tensor },
  _weights: object,
  { shape }: { readonly shape: readonly number[] },
): { y: tf.Tensor } {
  return { y: tf.reshape(x, [x.shape[0] ?? 0, ...shape]) }
}

reshape.incremental = ({ inputs }: Described) => sameElements(inputs.x!)
