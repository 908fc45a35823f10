// One phase of a training step: forward, gradient with respect to what it trains, update.
import type * as tf from '@tensorflow/tfjs-core'
import { type Phase, type Procedure, phaseName } from '../../compiler/program/program.ts'
import {
  createOptimiser,
  type DifferentiatedPhase,
  differentiate,
  type PhaseResult,
  type StateUpdate,
  type Variables,
} from '../../engine/index.ts'
import type { OptimiserSettings } from '../../graph/optimiser.ts'
import type { Value } from '../op-of.ts'
import { observerOf, type Probe } from '../program/first-non-finite.ts'
import type { CallContexts } from '../program/interpreter.ts'
import type { Model } from '../program/model.ts'
import { NodeError } from '../program/node-error.ts'
import { asObjective } from '../program/value-tensors.ts'

export interface Update {
  /** Counts from 1. */
  readonly number: number
  /** Of the learning rate. */
  readonly rateFactor: number
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
  const frozen = new Set(model.program.parameters.filter((spec) => spec.frozen).map((spec) => spec.name))
  const withoutFrozen = (state: StateUpdate): StateUpdate =>
    Object.fromEntries(Object.entries(state).filter(([name]) => !frozen.has(name)))
  const nodeOf = new Map(model.program.parameters.map((spec) => [spec.name, spec.node]))
  const probeParameter = (probe: Probe, tensor: tf.Tensor, parameter: string, what: string) =>
    probe(tensor, nodeOf.get(parameter) ?? node, `${what} ${parameter}`)

  const differentiatePhase: PhaseRun['differentiate'] = (inputs, contexts, probe) => {
    const forward = () => {
      const { outputs, state } = compiled.run(inputs, contexts, probe && observerOf(probe))
      return { objective: asObjective(outputs.objective, phase.procedure), state: withoutFrozen(state) }
    }
    const result = withNode(phase, () => differentiate(forward, trained))
    if (probe) for (const [parameter, one] of result.gradients) probeParameter(probe, one, parameter, 'the gradient of')
    return result
  }

  return {
    name,
    repeats,
    procedure: compiled.procedure,
    trained,
    optimiser: phase.optimiser,
    slots: optimiser.slots,
    differentiate: differentiatePhase,
    run(inputs, contexts, update, probe) {
      const { gradients, metrics, state } = differentiatePhase(inputs, contexts, probe)
      optimiser.update(gradients, update.number, update.rateFactor)
      if (probe) for (const [parameter, one] of trained) probeParameter(probe, one, parameter, 'the updated')
      return { metrics, state }
    },
    dispose: () => optimiser.dispose(),
  }
}

/** Names the phase's node where a failure names none. */
function withNode<T>({ node, procedure }: Phase, run: () => T): T {
  try {
    return run()
  } catch (error) {
    throw error instanceof NodeError ? error : new NodeError(node, procedure, error)
  }
}
