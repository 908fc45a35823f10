// Independent integers from 0 to levels - 1, each given by one logit per level.
import * as tf from '@tensorflow/tfjs-core'
import { logSoftmax } from '../log-sum-exp.ts'
import type { Categorical } from '../op.ts'
import { sumEvent } from '../sum-event.ts'
import { exp } from '../twice-differentiable.ts'

/** `logits` `[batch, ...event, levels]`. */
export function categorical(logits: tf.Tensor): Categorical {
  const levels = logits.shape.at(-1) ?? 1
  return {
    family: 'categorical',
    parameters: { logits },
    logProb: (x) => sumEvent(tf.sum(tf.mul(oneHot(x, levels), logSoftmax(logits)), -1)),
    sample: (context) => drawLevels(logits, context.uniform(logits.shape.slice(0, -1))),
    mean: () => tf.sum(tf.mul(exp(logSoftmax(logits)), tf.range(0, levels)), -1),
  }
}

/** A one in the place that each number names: `[...]` to `[..., size]`. */
export const oneHot = (x: tf.Tensor, size: number): tf.Tensor =>
  tf.cast(tf.equal(tf.expandDims(x, -1), tf.range(0, size)), 'float32')

/**
 * By the inverse of the distribution function: the number of levels whose cumulative probability does not exceed `u`, in
 * [0, 1). The same `u` gives the same level, and a greater one no lower level.
 */
export function drawLevels(logits: tf.Tensor, u: tf.Tensor): tf.Tensor {
  const levels = logits.shape.at(-1) ?? 1
  // An axis counted from behind makes this one function of the library wrong, without an error.
  const cumulative = tf.cumsum(exp(logSoftmax(logits)), logits.rank - 1)
  const passed = tf.cast(tf.lessEqual(cumulative, tf.expandDims(u, -1)), 'float32')
  // All sum up to one, which rounding must not let anything pass.
  return tf.minimum(tf.sum(passed, -1), levels - 1)
}
