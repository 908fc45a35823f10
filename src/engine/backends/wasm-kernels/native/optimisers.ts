// The optimisers' rules of src/engine/math/optimisers.ts, in place and in one pass.
import type { OptimiserSettings } from '../../../math/optimisers.ts'
import type { Native } from './module.ts'

/** Byte addresses; the slots in the order of `slotNames`, of which a rule reads those that it has. */
export interface Addresses {
  readonly parameter: number
  readonly gradient: number
  readonly slots: readonly [first: number, second: number]
  /** Elements. */
  readonly count: number
}

/** @param step counts from 1. */
export function updateNatively(native: Native, settings: OptimiserSettings, addresses: Addresses, step: number): void {
  const { parameter, gradient, slots, count } = addresses
  const [first, second] = slots
  if (settings.optimiser === 'adam') {
    // rate · (m / c₁) / (sqrt(v / c₂) + ε) = (rate · sqrt(c₂) / c₁) · m / (sqrt(v) + ε · sqrt(c₂)), c = 1 - βᵗ
    const { learningRate, beta1, beta2, epsilon } = settings
    const root = Math.sqrt(1 - beta2 ** step)
    const rate = (learningRate * root) / (1 - beta1 ** step)
    native.adam(parameter, gradient, first, second, count, beta1, beta2, 1 - beta1, 1 - beta2, rate, epsilon * root)
  } else if (settings.optimiser === 'sgd') {
    native.sgd(parameter, gradient, first, count, settings.momentum, settings.learningRate)
  } else {
    const { learningRate, decay, epsilon } = settings
    native.rmsProp(parameter, gradient, first, count, decay, 1 - decay, learningRate, epsilon)
  }
}
