// The uniform density on [0, 1] for each element, in any requested shape.
import * as tf from '@tensorflow/tfjs-core'
import type { Uniform } from '../op.ts'
import { sumEvent } from '../sum-event.ts'

/** The uniform distribution on [0, 1). */
export function uniform(): Uniform {
  return {
    family: 'uniform',
    logProb: (x) => sumEvent(logIndicator(x)),
    sample: (context, shape = []) => context.uniform(shape),
    mean: (shape = []) => tf.fill([...shape], 0.5),
  }
}

/** 0 inside [0, 1], -∞ outside, with slope 0 everywhere. */
const logIndicator = tf.customGrad((x) => {
  const inside = tf.logicalAnd(tf.greaterEqual(x as tf.Tensor, 0), tf.lessEqual(x as tf.Tensor, 1))
  return { value: tf.log(tf.cast(inside, 'float32')), gradFunc: (dy) => tf.zerosLike(dy) }
})
