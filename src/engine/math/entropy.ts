// Entropies in nats: with a closed form where there is one, otherwise estimated, and saying which.
import * as tf from '@tensorflow/tfjs-core'
import { type Estimate, type Sampling, withDraws } from './estimate.ts'
import { logSoftmax } from './log-sum-exp.ts'
import type { Distribution, OpContext } from './op.ts'
import { sumEvent } from './sum-event.ts'
import { exp, sigmoid } from './twice-differentiable.ts'

const logTwoPiE = Math.log(2 * Math.PI) + 1

/** -E log p(x), summed over the event: `[batch]`. Without a closed form it is the mean over draws. */
export function entropy(p: Distribution, context: OpContext, sampling: Sampling): Estimate {
  const closed = closedForm(p, sampling.shape)
  if (closed) return { nats: closed, method: 'closedForm' }
  return withDraws(p, context, sampling, (x) => tf.neg(p.logProb(x)))
}

function closedForm(p: Distribution, shape: readonly number[]): tf.Tensor | undefined {
  switch (p.family) {
    case 'normal': {
      const { mean, logVariance } = p.parameters
      // (1 + log 2πv) / 2; one variance may stand for all elements.
      return sumEvent(tf.mul(0.5, tf.add(tf.add(tf.zerosLike(mean), logVariance), logTwoPiE)))
    }
    case 'standardNormal':
      return ofEach(shape, logTwoPiE / 2)
    case 'logistic':
      return ofEach(shape, 2)
    case 'uniform':
      return ofEach(shape, 0)
    case 'bernoulli': {
      const { logits } = p.parameters
      return sumEvent(tf.sub(tf.softplus(logits), tf.mul(sigmoid(logits), logits)))
    }
    case 'categorical': {
      const logs = logSoftmax(p.parameters.logits)
      return tf.neg(sumEvent(tf.sum(tf.mul(exp(logs), logs), -1)))
    }
    case 'logisticMixture': {
      const { logScales } = p.parameters
      // Of one logistic density it is 2 + log s; of several there is a sum of exponentials under the logarithm.
      return logScales.shape.at(-1) === 1 ? sumEvent(tf.add(logScales, 2)) : undefined
    }
    case 'discretisedLogisticMixture':
    case 'mixture':
      return undefined
    default:
      return p satisfies never
  }
}

const ofEach = (shape: readonly number[], nats: number): tf.Tensor => sumEvent(tf.fill([...shape], nats))
