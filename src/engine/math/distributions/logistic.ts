// The standard logistic density, the base of NICE (Dinh, Krueger & Bengio 2015, section 3.4), in any requested shape.
import * as tf from '@tensorflow/tfjs-core'
import type { Logistic } from '../op.ts'
import { sumEvent } from '../sum-event.ts'

/** Draws are taken from uniforms no closer to 0 and 1 than this, half of their spacing. */
const edge = 2 ** -25

/** The standard logistic distribution. */
export function logistic(): Logistic {
  return {
    family: 'logistic',
    logProb: (x) => sumEvent(logisticLogDensity(x)),
    sample: (context, shape = []) => logisticQuantile(context.uniform(shape)),
    mean: (shape = []) => tf.zeros([...shape]),
  }
}

/** log p(x) = -log(1 + e^x) - log(1 + e^-x), element by element. */
export const logisticLogDensity = (x: tf.Tensor): tf.Tensor => tf.neg(tf.add(tf.softplus(x), tf.softplus(tf.neg(x))))

/** The x below which a part `u`, in [0, 1), of the draws lies: log u - log(1 - u). */
export const logisticQuantile = (u: tf.Tensor): tf.Tensor => tf.sub(tf.log(tf.maximum(u, edge)), tf.log(tf.sub(1, u)))

/** The same of one number, in 32-bit floats. */
export function logisticQuantileOf(u: number): number {
  const round = Math.fround
  return round(round(Math.log(Math.max(u, edge))) - round(Math.log(round(1 - u))))
}
