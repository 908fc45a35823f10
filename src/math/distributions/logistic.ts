// The standard logistic density, the base of NICE (Dinh, Krueger & Bengio 2015, section 3.4), in whatever shape is asked for.
import * as tf from '@tensorflow/tfjs-core'
import type { Logistic } from '../op.ts'
import { sumEvent } from '../sum-event.ts'

/** Draws are taken from uniforms no closer to 0 and 1 than this, half of their spacing. */
const edge = 2 ** -25

export function logistic(): Logistic {
  return {
    family: 'logistic',
    // log p(x) = -log(1 + e^x) - log(1 + e^-x)
    logProb: (x) => tf.neg(sumEvent(tf.add(tf.softplus(x), tf.softplus(tf.neg(x))))),
    // x = log u - log(1 - u)
    sample(context, shape) {
      const u = context.uniform(shape)
      return tf.sub(tf.log(tf.maximum(u, edge)), tf.log(tf.sub(1, u)))
    },
    mean: (shape) => tf.zeros([...shape]),
  }
}
