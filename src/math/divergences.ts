// Kullback-Leibler divergences with a closed form.
import * as tf from '@tensorflow/tfjs-core'
import type { Distribution } from './op.ts'
import { sumEvent } from './sum-event.ts'
import { exp } from './twice-differentiable.ts'

/**
 * KL(q || p) in nats, summed over the event: `[batch]`. Kingma & Welling 2014, appendix B.
 * @throws Error for a pair of families without a closed form here.
 */
export function klDivergence(q: Distribution, p: Distribution): tf.Tensor {
  if (q.family === 'normal' && p.family === 'standardNormal') {
    const { mean, logVariance } = q.parameters
    // (v + m² - 1 - log v) / 2
    const terms = tf.sub(tf.add(exp(logVariance), tf.square(mean)), tf.add(logVariance, 1))
    return sumEvent(tf.mul(0.5, terms))
  }
  if (q.family === 'normal' && p.family === 'normal') {
    const [a, b] = [q.parameters, p.parameters]
    // (log v_p - log v_q + (v_q + (m_q - m_p)²) / v_p - 1) / 2
    const spread = tf.add(exp(a.logVariance), tf.square(tf.sub(a.mean, b.mean)))
    const ratio = tf.mul(spread, exp(tf.neg(b.logVariance)))
    const terms = tf.sub(tf.add(tf.sub(b.logVariance, a.logVariance), ratio), 1)
    return sumEvent(tf.mul(0.5, terms))
  }
  throw new Error(
    `The Kullback-Leibler divergence of ${q.family} from ${p.family} has no closed form here; ` +
      'expected normal from standardNormal, or normal from normal',
  )
}
