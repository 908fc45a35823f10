// The optimiser of one phase: its slots, and the update of the parameters that it trains.
import * as tf from '@tensorflow/tfjs-core'
import { optimiserPrefix } from '../formats/optimiser-prefix.ts'
import { scaledRate } from '../math/learning-rate.ts'
import { type OptimiserSettings, slotNames } from '../math/optimisers.ts'
import { applyGradient } from './parameter-update.ts'
import { disposeVariables, type Variables, variableOf } from './tensor-store.ts'

export interface Optimiser {
  /** By their names in checkpoints, `@optimiser/<phase>/<slot>/<parameter>`. */
  readonly slots: Variables
  /**
   * Parameters without a gradient are unchanged.
   * @param step counts the updates from 1.
   * @param rateFactor of the learning rate.
   */
  update(gradients: ReadonlyMap<string, tf.Tensor>, step: number, rateFactor: number): void
  dispose(): void
}

/** Updates variables in place from their gradients. @param phase its name, so that two phases may train one parameter. */
export function createOptimiser(settings: OptimiserSettings, phase: string, trained: Variables): Optimiser {
  const slots = new Map<string, tf.Variable>()
  const entries = [...trained].map(([name, parameter]) => {
    const own = slotNames[settings.optimiser].map((slot) => {
      const variable = variableOf(tf.zeros(parameter.shape), false)
      slots.set(`${optimiserPrefix}${phase}/${slot}/${name}`, variable)
      return [slot, variable] as const
    })
    return { name, parameter, slots: own }
  })
  return {
    slots,
    update(gradients, step, rateFactor) {
      const present = scaledRate(settings, rateFactor)
      for (const entry of entries) {
        const gradient = gradients.get(entry.name)
        if (gradient) applyGradient(present, entry, gradient, step)
      }
    },
    dispose: () => disposeVariables(slots),
  }
}
