// The optimiser of one phase: its slots, and the update of the parameters that it trains.
import * as tf from '@tensorflow/tfjs-core'
import type { OptimiserSettings } from '../../graph/optimiser.ts'
import { scaledRate } from '../../math/learning-rate.ts'
import { slotNames, updateParameter } from '../../math/optimisers.ts'
import { inPlaceBuffer, markChanged, nativeFor, readBuffer } from '../backends/in-place.ts'
import { updateNatively } from '../backends/wasm-kernels/native/optimisers.ts'
import { optimiserPrefix } from '../checkpoints/checkpoint-file.ts'
import { disposeVariables, type Variables, variableOf } from '../program/tensor-store.ts'
import { updateInPlace } from './in-place-rules.ts'

export interface Optimiser {
  /** By their names in checkpoints, `@optimiser/<phase>/<slot>/<parameter>`. */
  readonly slots: Variables
  /**
   * Parameters without a gradient stay as they are.
   * @param step counts the updates from 1.
   * @param rateFactor of the learning rate.
   */
  update(gradients: ReadonlyMap<string, tf.Tensor>, step: number, rateFactor: number): void
  dispose(): void
}

/** @param phase its name, so that two phases may train one parameter. */
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
        if (gradient && !updateOnHeap(present, entry, gradient, step)) updateByTensors(present, entry, gradient, step)
      }
    },
    dispose: () => disposeVariables(slots),
  }
}

interface Entry {
  readonly parameter: tf.Variable
  readonly slots: readonly (readonly [slot: string, variable: tf.Variable])[]
}

/** False where the backend does not share its memory, or another tensor shares the parameter's numbers. */
function updateOnHeap(
  settings: OptimiserSettings,
  { parameter, slots }: Entry,
  gradient: tf.Tensor,
  step: number,
): boolean {
  const parameterBuffer = inPlaceBuffer(parameter)
  const gradientBuffer = readBuffer(gradient)
  const slotBuffers = slots.flatMap(([, variable]) => inPlaceBuffer(variable) ?? [])
  if (!parameterBuffer || !gradientBuffer || slotBuffers.length < slots.length) return false
  const native = nativeFor(parameter)
  if (native) {
    const [first = 0, second = 0] = slotBuffers.map(({ byteOffset }) => byteOffset)
    const addresses = { parameter: parameterBuffer.byteOffset, gradient: gradientBuffer.byteOffset }
    updateNatively(native, settings, { ...addresses, slots: [first, second], count: parameter.size }, step)
  } else {
    updateInPlace(settings, { parameter: parameterBuffer, gradient: gradientBuffer, slots: slotBuffers }, step)
  }
  markChanged(parameter)
  for (const [, variable] of slots) markChanged(variable)
  return true
}

function updateByTensors(
  settings: OptimiserSettings,
  { parameter, slots }: Entry,
  gradient: tf.Tensor,
  step: number,
): void {
  tf.tidy(() => {
    const updated = updateParameter(settings, parameter, gradient, Object.fromEntries(slots), step)
    parameter.assign(updated.parameter)
    for (const [slot, variable] of slots) variable.assign(updated.slots[slot]!)
  })
}
