// The density of a flow: log p(x) = log p(z) + log|det dz/dx| (Dinh, Sohl-Dickstein & Bengio 2017, eq. 3).
import * as tf from '@tensorflow/tfjs-core'
import type { Distribution, FlowValue } from './op.ts'

/**
 * The two parts of log p(x) in nats, each `[batch]`. Where a flow has been split, `ends` are all of its ends: their
 * log-probabilities add up, and so do their log-determinants, of which each end carries what it gathered itself.
 * @throws Error when there is no end.
 */
export function changeOfVariables(
  base: Distribution,
  ends: readonly FlowValue[],
): { readonly logProb: tf.Tensor; readonly logDet: tf.Tensor } {
  return {
    logProb: sum(ends.map(({ value }) => base.logProb(value))),
    logDet: sum(ends.map(({ logDet }) => logDet)),
  }
}

function sum(tensors: readonly tf.Tensor[]): tf.Tensor {
  const [first, ...rest] = tensors
  if (!first) throw new Error('A flow must end somewhere.')
  return rest.reduce((total, tensor) => tf.add(total, tensor), first)
}
