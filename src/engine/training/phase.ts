// A phase of a training step: what it minimises, what it trains, and how.
import type { StepContext } from '../math/context.ts'
import type { ObjectiveValue, StateTree } from '../math/op.ts'
import type { OptimiserSettings } from '../math/optimisers.ts'
import { stateByName } from './create-weights.ts'
import { differentiate } from './differentiate.ts'
import { createOptimiser } from './optimisers.ts'
import type { Variables } from './tensor-store.ts'
import type { TrainedPhase } from './trainer.ts'

export interface PhaseSettings<Batch> {
  readonly name: string
  /** How often it runs in a step, each time on a separate batch; default: once. */
  readonly repeats?: number
  readonly optimiser: OptimiserSettings
  /** Names of weights. */
  readonly trains: readonly string[]
  /** With new values of state, in a tree like that of the weights. */
  objective(batch: Batch, context: StepContext): { objective: ObjectiveValue; state?: StateTree }
}

/** A phase that can be evaluated, too. */
export interface Phase<Batch> extends TrainedPhase<Batch>, Pick<PhaseSettings<Batch>, 'objective'> {}

/** @throws Error naming a weight that there is not. */
export function createPhase<Batch>(settings: PhaseSettings<Batch>, variables: Variables): Phase<Batch> {
  const { name, repeats = 1, optimiser: rule, trains, objective } = settings
  const trained = new Map(
    trains.map((weight) => {
      const variable = variables.get(weight)
      if (!variable) throw new Error(`There is no weight ${weight}.`)
      return [weight, variable]
    }),
  )
  const { slots, update, dispose } = createOptimiser(rule, name, trained)
  const differentiatePhase = (batch: Batch, context: StepContext) =>
    differentiate(() => {
      const { objective: value, state = {} } = objective(batch, context)
      return { objective: value, state: stateByName(state) }
    }, trained)
  return {
    name,
    repeats,
    trained,
    optimiser: rule,
    slots,
    objective,
    differentiate: differentiatePhase,
    run(batch, context, { number, rateFactor }) {
      const { gradients, metrics, state } = differentiatePhase(batch, context)
      update(gradients, number, rateFactor)
      return { metrics, state }
    },
    dispose,
  }
}
