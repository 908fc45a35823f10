// The signature of an op: inputs, weights, parameters, context in, each where it has any; named outputs out. The same file is run by
// the interpreter, shown in the code view and carried by exported projects.
import type * as tf from '@tensorflow/tfjs-core'

/** What an op may know about the run besides its inputs. One context belongs to one call in one step. */
export interface OpContext {
  readonly training: boolean
  /** Independent N(0, 1) draws; the first call of a step and the second differ, the same step repeated does not. */
  normal(shape: readonly number[]): tf.Tensor
  /** Independent draws from the uniform distribution on [0, 1). */
  uniform(shape: readonly number[]): tf.Tensor
}

/** What every family can do; the leading dimension is the batch, all others belong to one event. */
interface DistributionMethods {
  /** Log-probability (density) of `x` in nats, summed over the event: `[batch]`. */
  logProb(x: tf.Tensor): tf.Tensor
  /** A draw that gradients pass through where the family allows. `shape` (batch first) is read only by priors, which need it. */
  sample(context: OpContext, shape?: readonly number[]): tf.Tensor
  /** The mean, of 0 and 1 the probability of one. `shape` (batch first) is read only by priors, which need it. */
  mean(shape?: readonly number[]): tf.Tensor
}

/** Independent Gaussians; the log-variance may be one number for all. */
export interface Normal extends DistributionMethods {
  readonly family: 'normal'
  readonly parameters: { readonly mean: tf.Tensor; readonly logVariance: tf.Tensor }
}

/** Independent N(0, 1), in any requested shape. */
export interface StandardNormal extends DistributionMethods {
  readonly family: 'standardNormal'
}

/** Independent standard logistic variables, in any requested shape. */
export interface Logistic extends DistributionMethods {
  readonly family: 'logistic'
}

/** Independent and uniform on [0, 1], in any requested shape. */
export interface Uniform extends DistributionMethods {
  readonly family: 'uniform'
}

/** Independent outcomes 0 and 1. */
export interface Bernoulli extends DistributionMethods {
  readonly family: 'bernoulli'
  readonly parameters: { readonly logits: tf.Tensor }
}

/** Independent integers from 0, each value with its own probability. */
export interface Categorical extends DistributionMethods {
  readonly family: 'categorical'
  /** `[batch, ...event, levels]`, up to a constant the logarithms of the probabilities. */
  readonly parameters: { readonly logits: tf.Tensor }
}

/** Logistic densities of which each element has several, one of which it is drawn from. Each `[batch, ...event, components]`. */
export interface LogisticComponents {
  /** Up to a constant the logarithms of the components' probabilities. */
  readonly logits: tf.Tensor
  readonly means: tf.Tensor
  readonly logScales: tf.Tensor
}

/** Independent real numbers: logistic variables of one of several components, in the units of the data. */
export interface LogisticMixture extends DistributionMethods {
  readonly family: 'logisticMixture'
  readonly parameters: LogisticComponents
}

/** Independent integers from 0 to 255: such variables, rounded; means and scales are for levels rescaled to [-1, 1]. */
export interface DiscretisedLogisticMixture extends DistributionMethods {
  readonly family: 'discretisedLogisticMixture'
  readonly parameters: LogisticComponents
}

/** One of several distributions over the same event, each as likely as the others; they lie on the axis behind the batch. */
export interface Mixture extends DistributionMethods {
  readonly family: 'mixture'
  readonly components: Distribution
}

/** A family member with its parameters. */
export type Distribution =
  | Normal
  | StandardNormal
  | Logistic
  | Uniform
  | Bernoulli
  | Categorical
  | LogisticMixture
  | DiscretisedLogisticMixture
  | Mixture

/** A tensor on its way through a flow and the log-determinant gathered so far, `[batch]`, in nats. */
export interface FlowValue {
  readonly value: tf.Tensor
  readonly logDet: tf.Tensor
}

/** The batch mean of what is to be minimised, and its parts, all scalars in nats. */
export interface ObjectiveValue {
  readonly loss: tf.Tensor
  readonly terms: Readonly<Record<string, tf.Tensor>>
}

/** New values of tensors that an op keeps from step to step; taken over after the step. */
export type StateUpdate = Readonly<Record<string, tf.Tensor>>

/** New values of state by the call that moves it, in a tree like that of the weights. */
export interface StateTree {
  readonly [name: string]: tf.Tensor | StateTree | undefined
}
