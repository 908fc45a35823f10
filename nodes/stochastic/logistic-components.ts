// Shared by mixtures of logistics: their components, with parameters side by side on the last axis.
import type { Inference } from '../../src/graph/definition.ts'
import { integer } from '../../src/graph/fields.ts'
import type { DistributionFamily, ElementRange, TensorSignal } from '../../src/graph/signals.ts'
import { channelsPerElement, wrongChannels } from './channels-per-element.ts'

/** A weight, a mean and a scale. */
const perComponent = 3

export const componentFields = {
  components: integer({
    title: 'Components',
    help: 'Number of logistic densities in the mixture of each element.',
    initial: 10,
    min: 1,
    max: 100,
  }),
} as const

export const componentInputs = {
  parameters: {
    signal: 'tensor',
    title: 'parameters',
    help: 'For each channel of the data a weight, then a mean, then a log-scale for each component.',
  },
} as const

export function inferMixture(
  title: string,
  family: DistributionFamily,
  range: ElementRange,
  components: number,
  parameters: TensorSignal,
): Inference {
  const count = perComponent * components
  const shape = channelsPerElement(parameters.shape, count)
  const problem = wrongChannels(title, 'parameters', parameters, count)
  if (!shape || problem) return { outputs: {}, problems: problem ? [problem] : [] }
  return { outputs: { p: { signal: 'distribution', family, shape, range } } }
}
