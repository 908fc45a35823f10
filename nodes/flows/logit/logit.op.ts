import * as tf from '@tensorflow/tfjs-core'
import { type FlowValue, sigmoid, sumEvent } from '../../../src/engine/index.ts'

interface Params {
  readonly alpha: number
}

/** y = logit(α + (1 - 2α) x) for each element of x in [0, 1] (Dinh et al. 2017, section 4.1). x and y `[batch, ...]`. */
export const logit = {
  forward({ x }: { x: FlowValue }, { alpha }: Params): { y: FlowValue } {
    const p = tf.add(alpha, tf.mul(1 - 2 * alpha, x.value))
    const value = tf.sub(tf.log(p), tf.log(tf.sub(1, p)))
    return { y: { value, logDet: tf.add(x.logDet, stretch(value, alpha)) } }
  },
  inverse({ y }: { y: FlowValue }, { alpha }: Params): { x: FlowValue } {
    const value = tf.div(tf.sub(sigmoid(y.value), alpha), 1 - 2 * alpha)
    return { x: { value, logDet: tf.sub(y.logDet, stretch(y.value, alpha)) } }
  },
}

/** log dy/dx = softplus(y) + softplus(-y) + log(1 - 2α), summed over the elements: `[batch]`. */
const stretch = (y: tf.Tensor, alpha: number): tf.Tensor =>
  sumEvent(tf.add(tf.add(tf.softplus(y), tf.softplus(tf.neg(y))), Math.log(1 - 2 * alpha)))
