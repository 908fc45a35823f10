import * as tf from '@tensorflow/tfjs-core'
import { type Described, type OpContext, sameElements } from '../../../src/engine/index.ts'

/** In training each element is 0 with probability `rate` and x / (1 - rate) otherwise, so its mean stays x. */
export function dropout(
  { x }: { x: tf.Tensor },
  { rate }: { readonly rate: number },
  context: OpContext,
): { y: tf.Tensor } {
  if (!context.training) return { y: x }
  const kept = tf.cast(tf.greaterEqual(context.uniform(x.shape), rate), 'float32')
  return { y: tf.mul(x, tf.div(kept, 1 - rate)) }
}

/** Dropout is inactive when sampling. */
dropout.incremental = ({ inputs }: Described) => sameElements(inputs.x!)
