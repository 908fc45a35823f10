// The rules of src/math/optimisers.ts as loops over the numbers where they lie: one pass per parameter, no new tensors.
// Math.fround keeps the arithmetic in 32 bits, which is faster and is what tensors do.
import type { OptimiserSettings } from '../../graph/optimiser.ts'

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
const { fround, sqrt } = Math

function adam(
  { learningRate, beta1, beta2, epsilon }: Settings<'adam'>,
  parameter: Float32Array,
  gradient: Float32Array,
  firstMoment: Float32Array,
  secondMoment: Float32Array,
  step: number,
): void {
  // rate · (m / c₁) / (sqrt(v / c₂) + ε) = (rate · sqrt(c₂) / c₁) · m / (sqrt(v) + ε · sqrt(c₂)), c = 1 - βᵗ
  const root = sqrt(1 - beta2 ** step)
  const rate = fround((learningRate * root) / (1 - beta1 ** step))
  const offset = fround(epsilon * root)
  const keep1 = fround(beta1)
  const take1 = fround(1 - beta1)
  const keep2 = fround(beta2)
  const take2 = fround(1 - beta2)
  for (let i = 0; i < parameter.length; i++) {
    const g = gradient[i]!
    const m = fround(fround(keep1 * firstMoment[i]!) + fround(take1 * g))
    const v = fround(fround(keep2 * secondMoment[i]!) + fround(take2 * fround(g * g)))
    firstMoment[i] = m
    secondMoment[i] = v
    parameter[i] = parameter[i]! - fround(fround(rate * m) / fround(fround(sqrt(v)) + offset))
  }
}

function sgd(
  { learningRate, momentum }: Settings<'sgd'>,
  parameter: Float32Array,
  gradient: Float32Array,
  velocity: Float32Array,
): void {
  const rate = fround(learningRate)
  const keep = fround(momentum)
  for (let i = 0; i < parameter.length; i++) {
    const v = fround(fround(keep * velocity[i]!) + gradient[i]!)
    velocity[i] = v
    parameter[i] = parameter[i]! - fround(rate * v)
  }
}

function rmsProp(
  { learningRate, decay, epsilon }: Settings<'rmsprop'>,
  parameter: Float32Array,
  gradient: Float32Array,
  meanSquare: Float32Array,
): void {
  const rate = fround(learningRate)
  const keep = fround(decay)
  const take = fround(1 - decay)
  const offset = fround(epsilon)
  for (let i = 0; i < parameter.length; i++) {
    const g = gradient[i]!
    const s = fround(fround(keep * meanSquare[i]!) + fround(take * fround(g * g)))
    meanSquare[i] = s
    parameter[i] = parameter[i]! - fround(fround(rate * g) / fround(fround(sqrt(s)) + offset))
  }
}

function slotAt(slots: readonly Float32Array[], index: number): Float32Array {
  const slot = slots[index]
  if (!slot) throw new Error(`The optimiser needs ${index + 1} slots, received ${slots.length}.`)
  return slot
}
