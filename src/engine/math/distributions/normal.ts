// Independent Gaussians given by mean and log-variance.
import * as tf from '@tensorflow/tfjs-core'
import { atLeast, atMost } from '../bounded.ts'
import type { Normal } from '../op.ts'
import { sumEvent } from '../sum-event.ts'
import { exp } from '../twice-differentiable.ts'

const logTwoPi = Math.log(2 * Math.PI)

/** `mean` `[batch, ...]`; `logVariance` of the same shape, or anything that broadcasts to it, such as a scalar. */
export function normal(mean: tf.Tensor, logVariance: tf.Tensor): Normal {
  return {
    family: 'normal',
    parameters: { mean, logVariance },
    // log N(x; m, v) = -(log 2π + log v + (x - m)² / v) / 2
    logProb(x) {
      const squares = tf.mul(tf.square(tf.sub(x, mean)), exp(tf.neg(logVariance)))
      return sumEvent(tf.mul(-0.5, tf.add(squares, tf.add(logVariance, logTwoPi))))
    },
    // x = m + sqrt(v) ε, so that gradients reach m and v (Kingma & Welling 2014, section 2.4)
    sample: (context) => tf.add(mean, tf.mul(exp(tf.mul(0.5, logVariance)), context.normal(mean.shape))),
    mean: () => mean,
  }
}

/** Beyond this a predicted log-variance is cut off. */
export const logVarianceLimit = 10

/**
 * Keeps a predicted log-variance in [-10, 10], where its exponential and that of its negative fit 32-bit floats with
 * room to spare.
 */
export const clampLogVariance = (logVariance: tf.Tensor): tf.Tensor =>
  atMost(atLeast(logVariance, -logVarianceLimit), logVarianceLimit)
