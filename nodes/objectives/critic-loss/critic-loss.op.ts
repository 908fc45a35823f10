import * as tf from '@tensorflow/tfjs-core'
import type { ObjectiveValue, OpContext } from '../../../src/engine/index.ts'

type Critic = (x: tf.Tensor) => tf.Tensor

interface Inputs {
  readonly realScore: tf.Tensor
  readonly fakeScore: tf.Tensor
  readonly critic: Critic
  readonly realExamples: tf.Tensor
  readonly fakeExamples: tf.Tensor
}

/**
 * E[s(x̃)] - E[s(x)] + λ E[(‖∇s(x̂)‖ - 1)²], x̂ uniform between a real example and a fake (Gulrajani et al. 2017, eq. 3). The
 * distance, E[s(x)] - E[s(x̃)], is the critic's estimate of the Wasserstein-1 distance.
 */
export function criticLoss(
  { realScore, fakeScore, critic, realExamples, fakeExamples }: Inputs,
  params: { readonly penalty: number },
  context: OpContext,
): { objective: ObjectiveValue } {
  const distance = tf.sub(tf.mean(realScore), tf.mean(fakeScore))
  const share = context.uniform(realExamples.shape.map((extent, axis) => (axis === 0 ? extent : 1)))
  const between = tf.add(tf.mul(share, realExamples), tf.mul(tf.sub(1, share), fakeExamples))
  const penalty = tf.mean(tf.square(tf.sub(slope(critic, between), 1)))
  return {
    objective: { loss: tf.sub(tf.mul(params.penalty, penalty), distance), terms: { distance, penalty } },
  }
}

/** ‖∇s(x)‖ of each example, `[batch]`. */
function slope(critic: Critic, x: tf.Tensor): tf.Tensor {
  const gradient = tf.grad((examples: tf.Tensor) => tf.sum(critic(examples)))(x)
  const axes = x.shape.flatMap((_, axis) => (axis === 0 ? [] : [axis]))
  // The epsilon keeps the gradient of the square root finite where the critic is flat.
  return tf.sqrt(tf.add(tf.sum(tf.square(gradient), axes), 1e-12))
}
