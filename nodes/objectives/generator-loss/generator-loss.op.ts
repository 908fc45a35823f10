import * as tf from '@tensorflow/tfjs-core'
import type { ObjectiveValue } from '../../../src/engine/index.ts'

const losses = {
  // log(1 - σ(s)) = -softplus(s) and -log σ(s) = softplus(-s) (Goodfellow et al. 2014, section 3).
  minimax: (score: tf.Tensor) => tf.neg(tf.mean(tf.softplus(score))),
  nonSaturating: (score: tf.Tensor) => tf.mean(tf.softplus(tf.neg(score))),
  // Mao et al. (2017), eq. 9.
  leastSquares: (score: tf.Tensor) => tf.mul(0.5, tf.mean(tf.square(tf.sub(score, 1)))),
  meanScore: (score: tf.Tensor) => tf.neg(tf.mean(score)),
}

/** The generator's loss, which raises the scores of the fakes. */
export function generatorLoss(
  { fakeScore }: { readonly fakeScore: tf.Tensor },
  { loss }: { readonly loss: keyof typeof losses },
): { objective: ObjectiveValue } {
  return { objective: { loss: losses[loss](fakeScore), terms: { fakeScore: tf.mean(fakeScore) } } }
}
