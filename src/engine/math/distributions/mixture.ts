// One of several distributions over the same event, each as likely as the others.
import * as tf from '@tensorflow/tfjs-core'
import { logSumExp } from '../log-sum-exp.ts'
import type { Distribution, LogisticComponents, Mixture } from '../op.ts'
import { bernoulli } from './bernoulli.ts'
import { categorical, oneHot } from './categorical.ts'
import { discretisedLogisticMixture } from './discretised-logistic-mixture.ts'
import { logisticMixture } from './logistic-mixture.ts'
import { normal } from './normal.ts'

/**
 * `components` is over `[count, ...event]`, its parameters `[batch, count, ...]`.
 * @throws Error where its family has no parameters that could differ from one component to the next.
 */
export function mixture(components: Distribution): Mixture {
  return {
    family: 'mixture',
    components,
    // log p(x) = log Σ_k p_k(x) / count. The mean of the parameters would be no density at all.
    logProb(x) {
      const { rows, count } = asRows(components)
      const repeated = tf.tile(tf.expandDims(x, 1), [1, count, ...x.shape.slice(1).fill(1)])
      const each = rows.logProb(tf.reshape(repeated, [-1, ...x.shape.slice(1)]))
      return tf.sub(logSumExp(tf.reshape(each, [-1, count]), 1), Math.log(count))
    },
    sample(context, shape) {
      const draws = components.sample(context, shape)
      const [batch = 1, count = 1, ...event] = draws.shape
      const chosen = tf.floor(tf.mul(context.uniform([batch]), count))
      const mask = tf.reshape(oneHot(chosen, count), [batch, count, ...event.fill(1)])
      return tf.sum(tf.mul(mask, draws), 1)
    },
    mean: (shape) => tf.mean(components.mean(shape), 1),
  }
}

/** The same distributions as rows of one batch: `[batch, count, ...]` becomes `[batch · count, ...]`. */
function asRows(p: Distribution): { readonly rows: Distribution; readonly count: number } {
  const merge = (parameter: tf.Tensor) => tf.reshape(parameter, [-1, ...parameter.shape.slice(2)])
  const mergeAll = ({ logits, means, logScales }: LogisticComponents): LogisticComponents => ({
    logits: merge(logits),
    means: merge(means),
    logScales: merge(logScales),
  })
  switch (p.family) {
    case 'bernoulli':
      return { rows: bernoulli(merge(p.parameters.logits)), count: countOf(p.parameters.logits) }
    case 'categorical':
      return { rows: categorical(merge(p.parameters.logits)), count: countOf(p.parameters.logits) }
    case 'normal': {
      const { mean, logVariance } = p.parameters
      const isShared = logVariance.rank === 0
      return { rows: normal(merge(mean), isShared ? logVariance : merge(logVariance)), count: countOf(mean) }
    }
    case 'logisticMixture':
      return { rows: logisticMixture(mergeAll(p.parameters)), count: countOf(p.parameters.logits) }
    case 'discretisedLogisticMixture':
      return { rows: discretisedLogisticMixture(mergeAll(p.parameters)), count: countOf(p.parameters.logits) }
    default:
      throw new Error(`A mixture needs components with their own parameters, but received the family ${p.family}.`)
  }
}

const countOf = (parameter: tf.Tensor): number => parameter.shape[1] ?? 1
