import * as tf from '@tensorflow/tfjs-core'
import { exp, type FlowValue } from '../../../src/engine/index.ts'

interface Weights {
  readonly logScale: tf.Tensor
}

/** y = exp(logScale) x, one scale for each element (Dinh et al. 2015, section 3.3). x and y `[batch, ...]`. */
export const scaling = {
  forward({ x }: { x: FlowValue }, { logScale }: Weights): { y: FlowValue } {
    return { y: { value: tf.mul(x.value, exp(logScale)), logDet: tf.add(x.logDet, tf.sum(logScale)) } }
  },
  inverse({ y }: { y: FlowValue }, { logScale }: Weights): { x: FlowValue } {
    return { x: { value: tf.mul(y.value, exp(tf.neg(logScale))), logDet: tf.sub(y.logDet, tf.sum(logScale)) } }
  },
}
