// What mixtures of logistic densities share, whether their draws are kept as they are or rounded to levels.
import * as tf from '@tensorflow/tfjs-core'
import { atLeast, atMost } from '../bounded.ts'
import { logSoftmax, logSumExp } from '../log-sum-exp.ts'
import type { LogisticComponents } from '../op.ts'
import { sumEvent } from '../sum-event.ts'
import { drawLevels, oneHot } from './categorical.ts'
import { logisticQuantile } from './logistic.ts'

/** A logit, a mean and a log-scale. */
export const numbersPerComponent = 3

/** Beyond this a log-scale is cut off on either side. */
const logScaleLimit = 7

/**
 * Keeps log-scales in [-7, 7], scales of 0.0009 to 1,100, whose exponentials fit 32-bit floats with room to spare. Below, a
 * density could grow without bound where data repeat a value, and a component lies within one of 256 levels.
 */
export const boundedLogScale = (logScales: tf.Tensor): tf.Tensor =>
  atMost(atLeast(logScales, -logScaleLimit), logScaleLimit)

/** The same for one number. */
export const boundedLogScaleOf = (logScale: number): number =>
  Math.min(logScaleLimit, Math.max(-logScaleLimit, logScale))

/**
 * `count` components for each element: parameters `[batch, ..., channels · 3 count]`, of each channel the logits, then the
 * means, then the log-scales; the event is `[..., channels]`.
 */
export function readComponents(parameters: tf.Tensor, count: number): LogisticComponents {
  const width = numbersPerComponent * count
  const channels = (parameters.shape.at(-1) ?? 0) / width
  const each = tf.reshape(parameters, [...parameters.shape.slice(0, -1), channels, width])
  const [logits, means, logScales] = tf.split(each, numbersPerComponent, -1)
  return { logits: logits!, means: means!, logScales: boundedLogScale(logScales!) }
}

/** log Σ_k π_k p_k, summed over the event, of log p_k `[batch, ...event, components]`: `[batch]`. */
export const mixedLogProb = (logits: tf.Tensor, each: tf.Tensor): tf.Tensor =>
  sumEvent(logSumExp(tf.add(logSoftmax(logits), each), -1))

/** A draw of each element, of which `choice`, in [0, 1), chooses the component and `u`, likewise, the place in it. */
export function placeIn({ logits, means, logScales }: LogisticComponents, choice: tf.Tensor, u: tf.Tensor): tf.Tensor {
  const chosen = oneHot(drawLevels(logits, choice), logits.shape.at(-1) ?? 1)
  const choose = (parameter: tf.Tensor) => tf.sum(tf.mul(chosen, parameter), -1)
  return tf.add(choose(means), tf.mul(tf.exp(choose(logScales)), logisticQuantile(u)))
}
