// One phase of a training step: forward, gradient with respect to what it trains, update.
import * as tf from '@tensorflow/tfjs-core'
import { type Phase, type Procedure, phaseName } from '../../compiler/program.ts'
import type { OptimiserSettings } from '../../graph/optimiser.ts'
import type { StateUpdate } from '../../math/op.ts'
import type { Value } from '../op-of.ts'
import type { CallContexts, Observer } from '../program/interpreter.ts'
import type { Model } from '../program/model.ts'
import { NodeError } from '../program/node-error.ts'
import type { Variables } from '../program/tensor-store.ts'
import { asObjective, tensorsIn } from '../program/value-tensors.ts'
import { createOptimiser } from './optimisers.ts'

/** Sees the tensors of a step in the order in which they come about: the node they belong to, and words for what they are. */
export type Probe = (tensor: tf.Tensor, node: string, what: string) => void

/** Tensors that outlive the tidy around; whoever runs the phase disposes of them. */
export interface PhaseResult {
  /** `loss` and the terms of the objective, scalars. */
  readonly metrics: Readonly<Record<string, tf.Tensor>>
  /** By parameter name. */
  readonly state: StateUpdate
}

export interface Update {
  /** Counts from 1. */
  readonly number: number
  /** Of the learning rate. */
  readonly rateFactor: number
}

export interface DifferentiatedPhase extends PhaseResult {
  /** By parameter name; left to the tidy around. A parameter that the objective does not depend on has none. */
  readonly gradients: ReadonlyMap<string, tf.Tensor>
}

export interface PhaseRun {
  /** Unique in the Program: the objective's id, for one of several phases of an objective with more behind it. */
  readonly name: string
  readonly repeats: number
  readonly procedure: Procedure
  /** What it trains. */
  readonly trained: Variables
  readonly optimiser: OptimiserSettings
  /** Of the optimiser: those of the first of `trained`, then those of the next. */
  readonly slots: Variables
  /** Forward and backward only. @throws NodeError as `run` does. */
  differentiate(inputs: Readonly<Record<string, Value>>, contexts: CallContexts, probe?: Probe): DifferentiatedPhase
  /**
   * @throws NodeError when a call fails, or the gradient of the objective.
   */
  run(inputs: Readonly<Record<string, Value>>, contexts: CallContexts, update: Update, probe?: Probe): PhaseResult
  dispose(): void
}

export function createPhaseRun(model: Model, phase: Phase): PhaseRun {
  const { node, repeats } = phase
  const name = phaseName(phase)
  const compiled = model.procedure(phase.procedure)
  const trained: Variables = new Map(phase.trains.map((name) => [name, model.parameters.get(name)]))
  const optimiser = createOptimiser(phase.optimiser, name, trained)
  const nodeOf = new Map(model.program.parameters.map((spec) => [spec.name, spec.node]))
  const probeParameter = (probe: Probe, tensor: tf.Tensor, parameter: string, what: string) =>
    probe(tensor, nodeOf.get(parameter) ?? node, `${what} ${parameter}`)

  const differentiate: PhaseRun['differentiate'] = (inputs, contexts, probe) => {
    let result: PhaseResult = { metrics: {}, state: {} }
    const forward = (): tf.Scalar => {
      const { outputs, state } = compiled.run(inputs, contexts, probe && observerOf(probe))
      const { loss, terms } = asObjective(outputs.objective, phase.procedure)
      result = { metrics: keepAll({ loss, ...terms }), state: keepAll(state) }
      if (!isScalar(loss)) throw new Error(`its loss has shape [${loss.shape.join()}], expected a scalar.`)
      return loss
    }
    if (trained.size === 0) {
      tf.tidy(forward)
      return { ...result, gradients: new Map() }
    }
    const gradients = gradientsOf(phase, forward, trained)
    if (probe) for (const [parameter, one] of gradients) probeParameter(probe, one, parameter, 'the gradient of')
    return { ...result, gradients }
  }

  return {
    name,
    repeats,
    procedure: compiled.procedure,
    trained,
    optimiser: phase.optimiser,
    slots: optimiser.slots,
    differentiate,
    run(inputs, contexts, update, probe) {
      const { gradients, metrics, state } = differentiate(inputs, contexts, probe)
      optimiser.update(gradients, update.number, update.rateFactor)
      if (probe) for (const [parameter, one] of trained) probeParameter(probe, one, parameter, 'the updated')
      return { metrics, state }
    },
    dispose: () => optimiser.dispose(),
  }
}

/** By parameter name; a parameter that the objective does not depend on has none. */
function gradientsOf(phase: Phase, forward: () => tf.Scalar, trained: Variables): Map<string, tf.Tensor> {
  try {
    const { grads } = tf.variableGrads(forward, [...trained.values()])
    const gradients = new Map<string, tf.Tensor>()
    for (const [name, variable] of trained) {
      const gradient = grads[variable.name]
      if (gradient) gradients.set(name, gradient)
    }
    return gradients
  } catch (error) {
    throw error instanceof NodeError ? error : new NodeError(phase.node, phase.procedure, error)
  }
}

function keepAll<K extends string>(tensors: Readonly<Record<K, tf.Tensor>>): Readonly<Record<K, tf.Tensor>> {
  for (const tensor of Object.values<tf.Tensor>(tensors)) tf.keep(tensor)
  return tensors
}

const isScalar = (tensor: tf.Tensor): tensor is tf.Scalar => tensor.rank === 0

function observerOf(probe: Probe): Observer {
  return (call, outputs) => {
    for (const [index, port] of Object.keys(call.outputs).entries()) {
      const value = outputs[index]
      if (value === undefined) continue
      for (const [part, tensor] of tensorsIn(value))
        probe(tensor, call.node, `${part ? `${part} of ` : ''}the output ${port} of ${call.name}`)
    }
  }
}
