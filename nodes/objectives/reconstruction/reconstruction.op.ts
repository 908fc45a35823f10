import * as tf from '@tensorflow/tfjs-core'
import type { Distribution, ObjectiveValue } from '../../../src/engine/index.ts'

interface Inputs {
  readonly x: tf.Tensor
  readonly likelihood: Distribution
}

/** -log p(x | z) in nats: summed over the elements of an example, averaged over the batch. */
export function reconstruction({ x, likelihood }: Inputs): { objective: ObjectiveValue } {
  return { objective: { loss: tf.neg(tf.mean(likelihood.logProb(x))), terms: {} } }
}
