import * as tf from '@tensorflow/tfjs-core'
import type { ObjectiveValue } from '../../../src/engine/index.ts'

interface Inputs {
  readonly realScore: tf.Tensor
  readonly fakeScore: tf.Tensor
}

interface Form {
  /** @param target the label of real examples; that of fakes is 0. */
  loss(real: tf.Tensor, fake: tf.Tensor, target: number): tf.Tensor
  /** The score above which an example is classified as real. */
  readonly threshold: number
}

const forms: Readonly<Record<'crossEntropy' | 'leastSquares' | 'hinge', Form>> = {
  // -log σ(s) = softplus(-s), -log(1 - σ(s)) = softplus(s) (Goodfellow et al. 2014, eq. 1).
  crossEntropy: {
    loss: (real, fake, target) => {
      const calledReal = tf.mul(target, tf.softplus(tf.neg(real)))
      const calledFake = tf.mul(1 - target, tf.softplus(real))
      return tf.add(tf.mean(tf.add(calledReal, calledFake)), tf.mean(tf.softplus(fake)))
    },
    threshold: 0,
  },
  // Mao et al. (2017), eq. 9.
  leastSquares: {
    loss: (real, fake, target) =>
      tf.mul(0.5, tf.add(tf.mean(tf.square(tf.sub(real, target))), tf.mean(tf.square(fake)))),
    threshold: 0.5,
  },
  // Lim & Ye (2017); it has no labels.
  hinge: {
    loss: (real, fake) => tf.add(tf.mean(tf.relu(tf.sub(1, real))), tf.mean(tf.relu(tf.add(1, fake)))),
    threshold: 0,
  },
}

/** The discriminator's loss, with the mean scores and its accuracy. */
export function discriminatorLoss(
  { realScore, fakeScore }: Inputs,
  { loss, labelSmoothing }: { readonly loss: keyof typeof forms; readonly labelSmoothing: number },
): { objective: ObjectiveValue } {
  const form = forms[loss]
  const { threshold } = form
  const foundReal = tf.mean(tf.step(tf.sub(realScore, threshold)))
  const foundFake = tf.mean(tf.step(tf.sub(threshold, fakeScore)))
  return {
    objective: {
      loss: form.loss(realScore, fakeScore, 1 - labelSmoothing),
      terms: {
        realScore: tf.mean(realScore),
        fakeScore: tf.mean(fakeScore),
        accuracy: tf.mul(0.5, tf.add(foundReal, foundFake)),
      },
    },
  }
}
