// Kullback-Leibler divergences: with a closed form where there is one, otherwise estimated, and saying which.
import * as tf from '@tensorflow/tfjs-core'
import { type Estimate, type Sampling, withDraws } from './estimate.ts'
import { logSoftmax } from './log-sum-exp.ts'
import type { Distribution, OpContext } from './op.ts'
import { sumEvent } from './sum-event.ts'
import { exp, sigmoid } from './twice-differentiable.ts'

/**
 * KL(q || p) in nats, summed over the event: `[batch]`. In closed form for a normal distribution from a standard normal one
 * (Kingma & Welling 2014, appendix B), the other way round, and for pairs of normal, Bernoulli or categorical ones. Of any other pair the mean of
 * log q(x) - log p(x) over draws of q, which gradients pass through where q allows.
 */
export function klDivergence(q: Distribution, p: Distribution, context: OpContext, sampling: Sampling): Estimate {
  const closed = closedForm(q, p)
  if (closed) return { nats: closed, method: 'closedForm' }
  return withDraws(q, context, sampling, (x) => tf.sub(q.logProb(x), p.logProb(x)))
}

function closedForm(q: Distribution, p: Distribution): tf.Tensor | undefined {
  if (q.family === 'normal' && p.family === 'standardNormal') {
    const { mean, logVariance } = q.parameters
    // (v + m² - 1 - log v) / 2
    const terms = tf.sub(tf.add(exp(logVariance), tf.square(mean)), tf.add(logVariance, 1))
    return sumEvent(tf.mul(0.5, terms))
  }
  if (q.family === 'standardNormal' && p.family === 'normal') {
    const { mean, logVariance } = p.parameters
    // (log v + (1 + m²) / v - 1) / 2
    const ratio = tf.mul(tf.add(tf.square(mean), 1), exp(tf.neg(logVariance)))
    return sumEvent(tf.mul(0.5, tf.sub(tf.add(logVariance, ratio), 1)))
  }
  if (q.family === 'normal' && p.family === 'normal') {
    const [a, b] = [q.parameters, p.parameters]
    // (log v_p - log v_q + (v_q + (m_q - m_p)²) / v_p - 1) / 2
    const spread = tf.add(exp(a.logVariance), tf.square(tf.sub(a.mean, b.mean)))
    const ratio = tf.mul(spread, exp(tf.neg(b.logVariance)))
    const terms = tf.sub(tf.add(tf.sub(b.logVariance, a.logVariance), ratio), 1)
    return sumEvent(tf.mul(0.5, terms))
  }
  if (q.family === 'bernoulli' && p.family === 'bernoulli') {
    const [a, b] = [q.parameters.logits, p.parameters.logits]
    // log q(x) - log p(x) = x (a - b) - softplus(a) + softplus(b), whose mean has σ(a) for x
    return sumEvent(tf.add(tf.sub(tf.mul(sigmoid(a), tf.sub(a, b)), tf.softplus(a)), tf.softplus(b)))
  }
  if (q.family === 'categorical' && p.family === 'categorical') {
    const [a, b] = [logSoftmax(q.parameters.logits), logSoftmax(p.parameters.logits)]
    return sumEvent(tf.sum(tf.mul(exp(a), tf.sub(a, b)), -1))
  }
  return undefined
}
