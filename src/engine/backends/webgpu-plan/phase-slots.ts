// The optimiser's memory of one phase in one buffer: the first slot of all parameters, then the second.
import { slotNames } from '../../math/optimisers.ts'
import type { RecordedPhase } from './recorded-training.ts'
import type { WebGpuBackend } from './tfjs-internals.ts'
import { createVariableBuffer, type VariableBuffer } from './variable-buffer.ts'

export interface PhaseSlots extends Pick<VariableBuffer, 'buffer' | 'gather' | 'destroy'> {
  /** Where the first slot of a parameter lies; in numbers, as `length`. */
  place(parameter: string): number
  /** From the start of one slot to that of the next. */
  readonly length: number
}

export function createPhaseSlots(
  backend: WebGpuBackend,
  { optimiser, trained, slots }: Pick<RecordedPhase<never>, 'optimiser' | 'trained' | 'slots'>,
): PhaseSlots {
  const parameters = [...trained.keys()]
  const perParameter = slotNames[optimiser.optimiser].length
  const entries = [...slots]
  const slotOf = (parameter: number, slot: number) => {
    const entry = entries[parameter * perParameter + slot]
    if (!entry) throw new Error(`The optimiser has no slot ${slot} of ${parameters[parameter]}.`)
    return entry
  }
  const bySlot = Array.from({ length: perParameter }, (_, slot) => parameters.map((_, index) => slotOf(index, slot)))
  const { buffer, part, gather, destroy } = createVariableBuffer(backend, new Map(bySlot.flat()))
  const placeOf = (parameter: number, slot: number) => part(slotOf(parameter, slot)[0]).offset / 4
  return {
    buffer,
    gather,
    destroy,
    place: (parameter) => placeOf(parameters.indexOf(parameter), 0),
    length: perParameter > 1 ? placeOf(0, 1) - placeOf(0, 0) : 0,
  }
}
