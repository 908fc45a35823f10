import type { NamedTensor } from '../formats/safetensors.ts'

/** Everything needed to resume a run exactly: tensors by name and the step; randomness follows from the seed. */
export interface Checkpoint {
  readonly step: number
  /** Seconds of training so far. */
  readonly elapsed: number
  /** Weights, state and optimiser slots (`@optimiser/<phase>/firstMoment/<parameter>`, ...). */
  readonly tensors: Readonly<Record<string, NamedTensor>>
}
