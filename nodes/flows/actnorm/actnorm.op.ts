import * as tf from '@tensorflow/tfjs-core'
import {
  atEveryPosition,
  channelMoments,
  exp,
  type FlowValue,
  firstMoments,
  normaliseChannels,
  type OpContext,
  type StateUpdate,
  stopGradient,
} from '../../../src/engine/index.ts'

type Weights = { readonly [name in 'shift' | 'logScale' | 'initialised' | 'mean' | 'deviation']: tf.Tensor }

/** Multiplies the learned log-scale, as in the code published with the paper, so that scales learn as fast as the other weights.
 * */
const pace = 3

/** Avoids dividing a constant channel by zero. */
const smallestDeviation = 1e-6

/**
 * y = exp(3 logScale) (x - mean) / deviation + shift, for each channel. The mean and standard deviation are those of the first
 * training batch and never change afterwards; the learned weights start at zero (Kingma & Dhariwal 2018, section 3.1). x and y
 * `[batch, ..., channels]`, weights and state `[channels]`.
 */
export const actnorm = {
  forward({ x }: { x: FlowValue }, weights: Weights, { training }: OpContext): { y: FlowValue; state?: StateUpdate } {
    if (!training) return { y: normalise(x, weights) }
    const start = startingPoint(x.value, weights)
    const state = { initialised: tf.onesLike(weights.initialised), ...start }
    return { y: normalise(x, { ...weights, ...start }), state }
  },
  inverse({ y }: { y: FlowValue }, { shift, logScale, mean, deviation }: Weights): { x: FlowValue } {
    const normalised = tf.mul(tf.sub(y.value, shift), exp(tf.mul(-pace, logScale)))
    const logDet = atEveryPosition(y.value, tf.sum(tf.sub(tf.mul(pace, logScale), tf.log(deviation))))
    return { x: { value: tf.add(tf.mul(normalised, deviation), mean), logDet: tf.sub(y.logDet, logDet) } }
  },
}

function normalise(x: FlowValue, { shift, logScale, mean, deviation }: Omit<Weights, 'initialised'>): FlowValue {
  const [value, logDet] = normaliseChannels(x.value, { shift, logScale, mean, deviation }, pace)
  return { value, logDet: tf.add(x.logDet, atEveryPosition(x.value, logDet)) }
}

/** The stored moments, or those of this batch if none are stored yet; selected arithmetically, without reading the flag back. */
function startingPoint(
  x: tf.Tensor,
  { initialised, mean, deviation }: Weights,
): { readonly mean: tf.Tensor; readonly deviation: tf.Tensor } {
  const moments = firstMoments(x, { initialised, mean, deviation }, smallestDeviation)
  if (moments) return moments
  const batch = channelMoments(stopGradient(x))
  const choose = (kept: tf.Tensor, fresh: tf.Tensor) =>
    tf.add(tf.mul(initialised, kept), tf.mul(tf.sub(1, initialised), fresh))
  return {
    mean: choose(mean, batch.mean),
    deviation: choose(deviation, tf.add(tf.sqrt(batch.variance), smallestDeviation)),
  }
}
