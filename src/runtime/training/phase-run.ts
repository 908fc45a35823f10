// One phase of a training step: forward, gradient with respect to what it trains, update.
import type * as tf from '@tensorflow/tfjs-core'
import { type Phase, phaseName } from '../../compiler/program/program.ts'
import {
  createOptimiser,
  type DifferentiatedPhase,
  differentiate,
  type Probe,
  type StateUpdate,
  type StepContext,
  type TrainedPhase,
  type Variables,
} from '../../engine/index.ts'
import { bindInputs } from '../program/bind-inputs.ts'
import type { FedBatch } from '../program/data-feed.ts'
import type { Model } from '../program/model.ts'
import { NodeError } from '../program/node-error.ts'
import { observerOf } from '../program/observe.ts'
import { asObjective } from '../program/value-tensors.ts'

/** One phase of a Program, which names the node of what fails. */
export type PhaseRun = TrainedPhase<FedBatch>

/** Its calls throw NodeError when a call fails, or the gradient of the objective. */
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

  const differentiatePhase = (batch: FedBatch, contexts: StepContext, probe?: Probe): DifferentiatedPhase => {
    const inputs = bindInputs(compiled.procedure, { data: batch })
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
    trained,
    optimiser: phase.optimiser,
    slots: optimiser.slots,
    differentiate: differentiatePhase,
    run(batch, contexts, update, probe) {
      const { gradients, metrics, state } = differentiatePhase(batch, contexts, probe)
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
