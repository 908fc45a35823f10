import * as tf from '@tensorflow/tfjs-core'
import {
  atEveryPosition,
  type FlowValue,
  type LinearStart,
  type LinearWeights,
  luLinear,
} from '../../../src/engine/index.ts'

/**
 * y = W x at every pixel, W = P L (U + diag(s)) (Kingma & Dhariwal 2018, section 3.2). On vectors, one matrix over all elements.
 * x and y `[batch, ..., channels]`, lower and upper `[channels, channels]`, logScale `[channels]`.
 */
export const invertibleConvolution = {
  forward({ x }: { x: FlowValue }, weights: LinearWeights, params: LinearStart): { y: FlowValue } {
    const { apply, logDet } = luLinear(weights, params)
    const value = eachRow(x.value, apply)
    return { y: { value, logDet: tf.add(x.logDet, atEveryPosition(x.value, logDet)) } }
  },
  inverse({ y }: { y: FlowValue }, weights: LinearWeights, params: LinearStart): { x: FlowValue } {
    const { invert, logDet } = luLinear(weights, params)
    const value = eachRow(y.value, invert)
    return { x: { value, logDet: tf.sub(y.logDet, atEveryPosition(y.value, logDet)) } }
  },
}

/** Batch and pixels as the rows of one matrix. */
const eachRow = (x: tf.Tensor, map: (rows: tf.Tensor) => tf.Tensor): tf.Tensor =>
  tf.reshape(map(tf.reshape(x, [-1, x.shape.at(-1) ?? 1])), x.shape)
