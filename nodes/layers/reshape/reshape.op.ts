import * as tf from '@tensorflow/tfjs-core'
import { type Described, sameElements } from '../../../src/engine/index.ts'

/** `[batch, ...]` to `[batch, ...shape]`, row-major. */
export function reshape({ x }: { x: tf.Tensor }, { shape }: { readonly shape: readonly number[] }): { y: tf.Tensor } {
  return { y: tf.reshape(x, [x.shape[0] ?? 0, ...shape]) }
}

reshape.incremental = ({ inputs }: Described) => sameElements(inputs.x!)
