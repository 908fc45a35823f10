// One parameter, moved by its gradient: where it lies where the backend allows that, else by new tensors.
import * as tf from '@tensorflow/tfjs-core'
import { inPlaceBuffer, markChanged, nativeFor, readBuffer } from '../backends/in-place.ts'
import { updateNatively } from '../backends/wasm-kernels/native/optimisers.ts'
import { type OptimiserSettings, updateParameter } from '../math/optimisers.ts'
import { updateInPlace } from './in-place-rules.ts'

export interface TrainedParameter {
  readonly parameter: tf.Variable
  /** In the order of `slotNames`. */
  readonly slots: readonly (readonly [slot: string, variable: tf.Variable])[]
}

/** @param step counts from 1. */
export function applyGradient(
  settings: OptimiserSettings,
  trained: TrainedParameter,
  gradient: tf.Tensor,
  step: number,
): void {
  if (!updateOnHeap(settings, trained, gradient, step)) updateByTensors(settings, trained, gradient, step)
}

/** False where the backend does not share its memory, or another tensor shares the parameter's numbers. */
function updateOnHeap(
  settings: OptimiserSettings,
  { parameter, slots }: TrainedParameter,
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
  { parameter, slots }: TrainedParameter,
  gradient: tf.Tensor,
  step: number,
): void {
  tf.tidy(() => {
    const updated = updateParameter(settings, parameter, gradient, Object.fromEntries(slots), step)
    parameter.assign(updated.parameter)
    for (const [slot, variable] of slots) variable.assign(updated.slots[slot]!)
  })
}
