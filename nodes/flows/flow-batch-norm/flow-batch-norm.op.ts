import * as tf from '@tensorflow/tfjs-core'
import {
  atEveryPosition,
  channelMoments,
  type FlowValue,
  type OpContext,
  type StateUpdate,
} from '../../../src/engine/index.ts'

interface State {
  readonly movingMean: tf.Tensor
  readonly movingVariance: tf.Tensor
}

interface Params {
  readonly momentum: number
  readonly epsilon: number
}

/**
 * y = (x - mean) / sqrt(variance + ε), with a log-determinant of -½ log(variance + ε) for each element (Dinh et al. 2017,
 * section 3.7). The moments are those of the batch in training, and the moving averages in evaluation and always in the inverse.
 * x and y `[batch, ..., channels]`, state `[channels]`.
 */
export const flowBatchNorm = {
  forward(
    { x }: { x: FlowValue },
    { movingMean, movingVariance }: State,
    { momentum, epsilon }: Params,
    { training }: OpContext,
  ): { y: FlowValue; state?: StateUpdate } {
    if (!training) return { y: normalise(x, movingMean, tf.add(movingVariance, epsilon)) }
    const { mean, variance } = channelMoments(x.value)
    // The moving variance uses the unbiased estimate: m / (m - 1) times the batch variance (Ioffe & Szegedy 2015, algorithm 2).
    const count = x.value.size / mean.size
    const population = tf.mul(variance, count / Math.max(count - 1, 1))
    const move = (old: tf.Tensor, value: tf.Tensor) => tf.add(tf.mul(momentum, old), tf.mul(1 - momentum, value))
    return {
      y: normalise(x, mean, tf.add(variance, epsilon)),
      state: { movingMean: move(movingMean, mean), movingVariance: move(movingVariance, population) },
    }
  },
  inverse({ y }: { y: FlowValue }, { movingMean, movingVariance }: State, { epsilon }: Params): { x: FlowValue } {
    const variance = tf.add(movingVariance, epsilon)
    const value = tf.add(tf.mul(y.value, tf.sqrt(variance)), movingMean)
    return { x: { value, logDet: tf.add(y.logDet, halfLog(y.value, variance)) } }
  },
}

function normalise(x: FlowValue, mean: tf.Tensor, variance: tf.Tensor): FlowValue {
  const value = tf.mul(tf.sub(x.value, mean), tf.rsqrt(variance))
  return { value, logDet: tf.sub(x.logDet, halfLog(x.value, variance)) }
}

const halfLog = (x: tf.Tensor, variance: tf.Tensor): tf.Tensor =>
  atEveryPosition(x, tf.mul(0.5, tf.sum(tf.log(variance))))
