// Whether the samples of a run have a temperature to choose.
import { hasTemperature } from '../../compiler/readings/temperature.ts'
import type { RunState } from './run-state.ts'

export const samplesHaveTemperature = ({ program }: Pick<RunState, 'program'>): boolean =>
  program !== null && hasTemperature(program)
