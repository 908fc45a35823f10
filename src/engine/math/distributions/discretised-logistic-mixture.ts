// Whole numbers from 0 to 255 as rounded draws of a mixture of logistics (Salimans et al. 2017, section 2.1). Levels are laid
// out from -1 to 1; level v takes the interval of width 2/255 about its place, 0 and 255 also all that lies beyond.
import * as tf from '@tensorflow/tfjs-core'
import { logSoftmax } from '../log-sum-exp.ts'
import type { DiscretisedLogisticMixture, LogisticComponents } from '../op.ts'
import { exp, sigmoid } from '../twice-differentiable.ts'
import { mixedLogProb, placeIn } from './logistic-components.ts'

const last = 255
const halfWidth = 1 / last

/** A mixture of logistics over 256 levels (Salimans et al. 2017, section 2.1). */
export function discretisedLogisticMixture(parameters: LogisticComponents): DiscretisedLogisticMixture {
  return {
    family: 'discretisedLogisticMixture',
    parameters,
    logProb: (x) => mixedLogProb(parameters.logits, componentLogProb(x, parameters)),
    sample(context) {
      const event = parameters.logits.shape.slice(0, -1)
      const place = placeIn(parameters, context.uniform(event), context.uniform(event))
      return tf.clipByValue(tf.floor(tf.add(tf.mul(tf.add(place, 1), last / 2), 0.5)), 0, last)
    },
    mean: () => meanLevel(parameters),
  }
}

/** The level of one place, in 32-bit floats as a sample's. */
export function levelAt(place: number): number {
  const round = Math.fround
  const level = Math.floor(round(round(round(place + 1) * (last / 2)) + 0.5))
  return Math.min(last, Math.max(0, level))
}

const logSigmoid = (x: tf.Tensor): tf.Tensor => tf.neg(tf.softplus(tf.neg(x)))

/** log P(x) under each component: x `[batch, ...event]` to `[batch, ...event, components]`. */
function componentLogProb(x: tf.Tensor, { means, logScales }: LogisticComponents): tf.Tensor {
  const level = tf.expandDims(x, -1)
  const inverseScale = exp(tf.neg(logScales))
  const centred = tf.sub(tf.sub(tf.div(level, last / 2), 1), means)
  const above = tf.mul(inverseScale, tf.add(centred, halfWidth))
  const below = tf.mul(inverseScale, tf.sub(centred, halfWidth))
  // σ(a) - σ(b) = σ(a) σ(-b) (1 - e^(b - a)), where a - b is the width of the interval: nothing is rounded away, in
  // however narrow or far an interval. Level 0 has σ(a) alone, level 255 σ(-b).
  const width = tf.mul(inverseScale, 2 * halfWidth)
  const isNotLowest = tf.cast(tf.greater(level, 0), 'float32')
  const isNotHighest = tf.cast(tf.less(level, last), 'float32')
  const upper = tf.mul(isNotHighest, logSigmoid(above))
  const lower = tf.mul(isNotLowest, logSigmoid(tf.neg(below)))
  const inside = tf.mul(tf.mul(isNotLowest, isNotHighest), tf.log(tf.neg(tf.expm1(tf.neg(width)))))
  return tf.add(tf.add(upper, lower), inside)
}

/** Σ P(x ≥ v) for v from 1 to 255, one component at a time, since each takes 255 numbers for each element. */
function meanLevel({ logits, means, logScales }: LogisticComponents): tf.Tensor {
  const components = logits.shape.at(-1) ?? 1
  const boundaries = tf.sub(tf.div(tf.sub(tf.range(1, last + 1), 0.5), last / 2), 1)
  const probabilities = split(exp(logSoftmax(logits)), components)
  const [centres, inverseScales] = [split(means, components), split(exp(tf.neg(logScales)), components)]
  return probabilities
    .map((probability, k) => {
      const standard = tf.mul(inverseScales[k]!, tf.sub(centres[k]!, boundaries))
      return tf.mul(tf.squeeze(probability, [-1]), tf.sum(sigmoid(standard), -1))
    })
    .reduce((sum, part) => tf.add(sum, part))
}

const split = (parameter: tf.Tensor, components: number): tf.Tensor[] => tf.split(parameter, components, -1)
