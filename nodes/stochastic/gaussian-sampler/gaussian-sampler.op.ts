import type * as tf from '@tensorflow/tfjs-core'
import { clampLogVariance, type Distribution, normal, type OpContext } from '../../../src/engine/index.ts'

/** q = N(mean, exp(logVariance)) and a draw z = mean + exp(logVariance / 2) ε from it. All `[batch, ...event]`. */
export function gaussianSampler(
  { mean, logVariance }: { mean: tf.Tensor; logVariance: tf.Tensor },
  context: OpContext,
): { z: tf.Tensor; q: Distribution } {
  const q = normal(mean, clampLogVariance(logVariance))
  return { z: q.sample(context, mean.shape), q }
}
