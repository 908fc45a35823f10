// The rules of src/engine/math/optimisers.ts as loops over the numbers where they lie: one pass per parameter, no new tensors.
// The arithmetic is in doubles, which JavaScript engines do faster than arithmetic rounded to 32 bits at every step.
import type { OptimiserSettings } from '../math/optimisers.ts'

/** Arrays of one length; the slots in the order of `slotNames`. Parameter and slots are overwritten. */
export interface FlatParameter {
  readonly parameter: Float32Array
  readonly gradient: Float32Array
  readonly slots: readonly Float32Array[]
}

/**
 * @param step counts from 1.
 * @throws Error when a slot is missing.
 */
export function updateInPlace(settings: OptimiserSettings, flat: FlatParameter, step: number): void {
  const { parameter, gradient, slots } = flat
  if (settings.optimiser === 'adam') adam(settings, parameter, gradient, slotAt(slots, 0), slotAt(slots, 1), step)
  else if (settings.optimiser === 'sgd') sgd(settings, parameter, gradient, slotAt(slots, 0))
  else rmsProp(settings, parameter, gradient, slotAt(slots, 0))
}

type Settings<K extends OptimiserSettings['optimiser']> = Extract<OptimiserSettings, { optimiser: K }>

function adam(
  { learningRate, beta1, beta2, epsilon }: Settings<'adam'>,
  parameter: Float32Array,
  gradient: Float32Array,
  firstMoment: Float32Array,
  secondMoment: Float32Array,
  step: number,
): void {
  // rate · (m / c₁) / (sqrt(v / c₂) + ε) = (rate · sqrt(c₂) / c₁) · m / (sqrt(v) + ε · sqrt(c₂)), c = 1 - βᵗ
  const root = Math.sqrt(1 - beta2 ** step)
  const rate = (learningRate * root) / (1 - beta1 ** step)
  const offset = epsilon * root
  const [take1, take2] = [1 - beta1, 1 - beta2]
  for (let i = 0; i < parameter.length; i++) {
    const g = gradient[i]!
    const m = beta1 * firstMoment[i]! + take1 * g
    const v = beta2 * secondMoment[i]! + take2 * g * g
    firstMoment[i] = m
    secondMoment[i] = v
    parameter[i] = parameter[i]! - (rate * m) / (Math.sqrt(v) + offset)
  }
}

function sgd(
  { learningRate, momentum }: Settings<'sgd'>,
  parameter: Float32Array,
  gradient: Float32Array,
  velocity: Float32Array,
): void {
  for (let i = 0; i < parameter.length; i++) {
    const v = momentum * velocity[i]! + gradient[i]!
    velocity[i] = v
    parameter[i] = parameter[i]! - learningRate * v
  }
}

function rmsProp(
  { learningRate, decay, epsilon }: Settings<'rmsprop'>,
  parameter: Float32Array,
  gradient: Float32Array,
  meanSquare: Float32Array,
): void {
  const take = 1 - decay
  for (let i = 0; i < parameter.length; i++) {
    const g = gradient[i]!
    const s = decay * meanSquare[i]! + take * g * g
    meanSquare[i] = s
    parameter[i] = parameter[i]! - (learningRate * g) / (Math.sqrt(s) + epsilon)
  }
}

function slotAt(slots: readonly Float32Array[], index: number): Float32Array {
  const slot = slots[index]
  if (!slot) throw new Error(`The optimiser needs ${index + 1} slots, received ${slots.length}.`)
  return slot
}
