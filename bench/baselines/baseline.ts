// A model as a good TF.js user would write it by hand: one file each, with the whole of @tensorflow/tfjs at hand, its stock
// kernels and its optimisers. None of Genloom's code is in them; data are read by Genloom's loader and are plain arrays here.
import * as tf from '@tensorflow/tfjs'

export interface Baseline {
  /** All that is trained. */
  readonly variables: readonly tf.Variable[]
  /** Of their numbers, those that a mask always hides and that the template does not hold. */
  readonly hidden: number
  /** One training step. The losses of its phases in order, before the updates; the caller disposes of them. */
  step(): readonly tf.Scalar[]
}

/** The variables of layers models. */
export const weightsOf = (...models: readonly tf.LayersModel[]): tf.Variable[] =>
  models.flatMap((model) => model.getWeights(true)).filter((weight) => weight instanceof tf.Variable)

export const parameterCount = ({ variables, hidden }: Baseline): number =>
  variables.reduce((sum, { size }) => sum + size, -hidden)

/** One update of `variables`, and the loss before it. */
export function descend(optimizer: tf.Optimizer, variables: tf.Variable[], loss: () => tf.Scalar): tf.Scalar {
  const cost = optimizer.minimize(loss, true, variables)
  if (!cost) throw new Error('The optimiser returned no cost.')
  return cost
}
