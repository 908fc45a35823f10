// Independent outcomes 0 and 1 given by their log-odds.
import * as tf from '@tensorflow/tfjs-core'
import type { Bernoulli } from '../op.ts'
import { sumEvent } from '../sum-event.ts'
import { sigmoid } from '../twice-differentiable.ts'

/** `logits` `[batch, ...]`: log p / (1 - p). */
export function bernoulli(logits: tf.Tensor): Bernoulli {
  return {
    family: 'bernoulli',
    parameters: { logits },
    // x log p + (1 - x) log(1 - p) = x l - softplus(l): no logarithm of a rounded probability.
    logProb: (x) => sumEvent(tf.sub(tf.mul(x, logits), tf.softplus(logits))),
    sample: (context) => tf.cast(tf.less(context.uniform(logits.shape), sigmoid(logits)), 'float32'),
    mean: () => sigmoid(logits),
  }
}
