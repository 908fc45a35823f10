// A value in nats that either has a closed form or is the mean over draws.
import * as tf from '@tensorflow/tfjs-core'
import type { Distribution, OpContext } from './op.ts'

export interface Estimate {
  /** Of each example: `[batch]`. */
  readonly nats: tf.Tensor
  readonly method: 'closedForm' | 'monteCarlo'
}

export interface Sampling {
  /** How many draws an estimate is the mean of. */
  readonly draws: number
  /** Of a batch, batch first; read where a prior takes the requested shape. */
  readonly shape: readonly number[]
}

/** The mean of `f` over draws of `p`. */
export function withDraws(
  p: Distribution,
  context: OpContext,
  { draws, shape }: Sampling,
  f: (x: tf.Tensor) => tf.Tensor,
): Estimate {
  const values = Array.from({ length: draws }, () => f(p.sample(context, shape)))
  const total = values.reduce((sum, value) => tf.add(sum, value))
  return { nats: tf.div(total, draws), method: 'monteCarlo' }
}
