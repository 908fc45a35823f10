import * as tf from '@tensorflow/tfjs-core'
import { type Described, elementwise } from '../../../src/engine/index.ts'

/** y = scale x + shift; the shape is unchanged. */
export function rescale(
  { x }: { x: tf.Tensor },
  { scale, shift }: { readonly scale: number; readonly shift: number },
): { y: tf.Tensor } {
  return { y: tf.add(tf.mul(x, scale), shift) }
}

rescale.incremental = ({ inputs, params }: Described<{ readonly scale: number; readonly shift: number }>) =>
  elementwise(inputs.x!, (x) => Math.fround(x * params.scale) + params.shift)
