import * as tf from '@tensorflow/tfjs-core'
import { type Distribution, klDivergence, type ObjectiveValue, type OpContext } from '../../../src/engine/index.ts'

interface Inputs {
  readonly x: tf.Tensor
  readonly likelihood: Distribution
  readonly posterior: Distribution
  readonly prior: Distribution
}

/** Draws from the posterior where the divergence from the prior has no closed form. */
const draws = 8

/**
 * -E[log p(x | z)] + β KL(q(z | x) || p(z)) in nats: summed over the elements of an example, averaged over the batch;
 * the expectation is estimated with one draw of z (Kingma & Welling 2014, eq. 10; β: Higgins et al. 2017, eq. 4). The divergence
 * is exact for Gaussian priors; for others it is estimated with separate draws.
 */
export function evidenceLowerBound(
  { x, likelihood, posterior, prior }: Inputs,
  { beta }: { readonly beta: number },
  context: OpContext,
): { objective: ObjectiveValue } {
  const reconstruction = tf.neg(tf.mean(likelihood.logProb(x)))
  const kl = tf.mean(klDivergence(posterior, prior, context, { draws, shape: x.shape }).nats)
  return { objective: { loss: tf.add(reconstruction, tf.mul(beta, kl)), terms: { reconstruction, kl } } }
}
