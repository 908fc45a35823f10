import type * as tf from '@tensorflow/tfjs-core'
import { bernoulli } from '../../../src/math/distributions/bernoulli.ts'
import type { Distribution } from '../../../src/math/op.ts'

/** Independent Bernoullis with log-odds `logits` `[batch, ...event]`. */
export function bernoulliLikelihood({ logits }: { logits: tf.Tensor }): { p: Distribution } {
  return { p: bernoulli(logits) }
}
