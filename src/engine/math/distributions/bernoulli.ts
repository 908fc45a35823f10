// Independent outcomes 0 and 1 given by their log-odds.
import * as tf from '@tensorflow/tfjs-core'
import { bernoulliLogProb } from '../fused/bernoulli-log-prob.ts'
import type { Bernoulli } from '../op.ts'
import { sigmoid } from '../twice-differentiable.ts'

/** `logits` `[batch, ...]`: log p / (1 - p). */
export function bernoulli(logits: tf.Tensor): Bernoulli {
  return {
    family: 'bernoulli',
    parameters: { logits },
    // From the log-odds: no logarithm of a rounded probability.
    logProb: (x) => bernoulliLogProb(x, logits),
    sample: (context) => tf.cast(tf.less(context.uniform(logits.shape), sigmoid(logits)), 'float32'),
    mean: () => sigmoid(logits),
  }
}
