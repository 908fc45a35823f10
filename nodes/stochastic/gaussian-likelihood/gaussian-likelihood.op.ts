import * as tf from '@tensorflow/tfjs-core'
import { clampLogVariance, normal } from '../../../src/math/distributions/normal.ts'
import type { Distribution } from '../../../src/math/op.ts'

/**
 * Independent Gaussians about `mean` `[batch, ...event]`. Their log-variance is the input's where there is one, else the
 * learned number where there is one, else that of the fixed deviation.
 */
export function gaussianLikelihood(
  { mean, logVariance: predicted }: { mean: tf.Tensor; logVariance?: tf.Tensor | undefined },
  { logVariance: shared }: { logVariance?: tf.Tensor | undefined },
  { deviation }: { readonly deviation: number },
): { p: Distribution } {
  const learned = predicted ?? shared
  return { p: normal(mean, learned ? clampLogVariance(learned) : tf.scalar(2 * Math.log(deviation))) }
}
