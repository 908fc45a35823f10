import * as tf from '@tensorflow/tfjs-core'
import {
  type Distribution,
  changeOfVariables as densityOf,
  type FlowValue,
  type ObjectiveValue,
} from '../../../src/engine/index.ts'

type Ends = { readonly [end in 'z1' | 'z2' | 'z3' | 'z4' | 'z5' | 'z6' | 'z7' | 'z8']?: FlowValue | undefined }

/**
 * -log p(x) = -log p(z) - log|det dz/dx| in nats, averaged over the batch (Dinh et al. 2017, eq. 3). The terms are the two
 * parts of the loss, with its sign: `logProb` falls as the ends approach the base density, `logDet` falls as the flow expands
 * volume.
 */
export function changeOfVariables({ base, ...ends }: Ends & { base: Distribution }): { objective: ObjectiveValue } {
  const flows = Object.values(ends).filter((end) => end !== undefined)
  const density = densityOf(base, flows)
  const logProb = tf.neg(tf.mean(density.logProb))
  const logDet = tf.neg(tf.mean(density.logDet))
  return { objective: { loss: tf.add(logProb, logDet), terms: { logProb, logDet } } }
}
