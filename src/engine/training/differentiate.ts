// The forward and backward pass of one phase of a training step.
import * as tf from '@tensorflow/tfjs-core'
import type { ObjectiveValue, StateUpdate } from '../math/op.ts'
import type { Variables } from './tensor-store.ts'

/** Tensors that outlive the surrounding tidy; the caller that runs the phase disposes of them. */
export interface PhaseResult {
  /** `loss` and the terms of the objective, scalars. */
  readonly metrics: Readonly<Record<string, tf.Tensor>>
  /** By parameter name. */
  readonly state: StateUpdate
}

/** The result of a phase before its update. */
export interface DifferentiatedPhase extends PhaseResult {
  /** By parameter name; left to the tidy around. A parameter that the objective does not depend on has none. */
  readonly gradients: ReadonlyMap<string, tf.Tensor>
}

/**
 * @param forward the objective, with new values of state by parameter name.
 * @param trained what the gradients are with respect to.
 * @throws Error when the loss is not a scalar, or a gradient is missing in TensorFlow.js.
 */
export function differentiate(
  forward: () => { readonly objective: ObjectiveValue; readonly state: StateUpdate },
  trained: Variables,
): DifferentiatedPhase {
  let result: PhaseResult = { metrics: {}, state: {} }
  const loss = (): tf.Scalar => {
    const { objective, state } = forward()
    result = { metrics: keepAll({ loss: objective.loss, ...objective.terms }), state: keepAll(state) }
    if (isScalar(objective.loss)) return objective.loss
    throw new Error(`its loss has shape [${objective.loss.shape.join()}], expected a scalar.`)
  }
  if (trained.size === 0) {
    tf.tidy(loss)
    return { ...result, gradients: new Map() }
  }
  const { grads } = tf.variableGrads(loss, [...trained.values()])
  const gradients = new Map<string, tf.Tensor>()
  for (const [name, variable] of trained) {
    const gradient = grads[variable.name]
    if (gradient) gradients.set(name, gradient)
  }
  return { ...result, gradients }
}

function keepAll<K extends string>(tensors: Readonly<Record<K, tf.Tensor>>): Readonly<Record<K, tf.Tensor>> {
  for (const tensor of Object.values<tf.Tensor>(tensors)) tf.keep(tensor)
  return tensors
}

const isScalar = (tensor: tf.Tensor): tensor is tf.Scalar => tensor.rank === 0
