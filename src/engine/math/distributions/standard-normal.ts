// The prior N(0, 1) on each element, in any requested shape.
import * as tf from '@tensorflow/tfjs-core'
import type { StandardNormal } from '../op.ts'
import { sumEvent } from '../sum-event.ts'

const logTwoPi = Math.log(2 * Math.PI)

/** The standard normal distribution. */
export function standardNormal(): StandardNormal {
  return {
    family: 'standardNormal',
    logProb: (x) => sumEvent(tf.mul(-0.5, tf.add(tf.square(x), logTwoPi))),
    sample: (context, shape = []) => context.normal(shape),
    mean: (shape = []) => tf.zeros([...shape]),
  }
}
