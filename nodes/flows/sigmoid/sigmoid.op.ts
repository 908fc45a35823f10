import * as tf from '@tensorflow/tfjs-core'
import { type FlowValue, sigmoid as logisticFunction, sumEvent } from '../../../src/engine/index.ts'

/** y = 1 / (1 + e^-x) for each element. x and y `[batch, ...]`. */
export const sigmoid = {
  forward({ x }: { x: FlowValue }): { y: FlowValue } {
    return { y: { value: logisticFunction(x.value), logDet: tf.sub(x.logDet, shrinkage(x.value)) } }
  },
  inverse({ y }: { y: FlowValue }): { x: FlowValue } {
    const value = tf.sub(tf.log(y.value), tf.log(tf.sub(1, y.value)))
    return { x: { value, logDet: tf.add(y.logDet, shrinkage(value)) } }
  },
}

/** -log dy/dx = softplus(x) + softplus(-x), summed over the elements: `[batch]`. */
const shrinkage = (x: tf.Tensor): tf.Tensor => sumEvent(tf.add(tf.softplus(x), tf.softplus(tf.neg(x))))
