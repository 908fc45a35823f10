// Elements drawn one by one from mixtures of logistics, in 32-bit floats as tensors of them are drawn.
import { logisticQuantileOf } from '../distributions/logistic.ts'
import { boundedLogScaleOf, numbersPerComponent } from '../distributions/logistic-components.ts'
import { drawLevel } from './draw-level.ts'
import { readsAlike } from './evaluations.ts'
import { type Described, type Drawing, sizeOf } from './rule.ts'

/** How an op interprets its numbers. */
export interface LogisticReading {
  /** The value that is added to the mean of component number k of `count`. */
  firstMean(k: number, count: number): number
  /** The outcome that a draw represents. */
  outcomeAt(place: number): number
}

/** From an input `parameters` laid out as `readComponents` reads it. */
export function drawingFromComponents(
  { inputs, params: { components } }: Described<{ readonly components: number }>,
  { firstMean, outcomeAt }: LogisticReading,
): Drawing {
  const width = numbersPerComponent * components
  const round = Math.fround
  return {
    size: sizeOf(inputs.parameters!.shape) / width,
    numbers: ['uniform', 'uniform'],
    reads: readsAlike({ parameters: width }),
    draw(element, row, { rows, inputs: { parameters } }, [choice, u]) {
      const at = (i: number) => parameters![(element * width + i) * rows + row]!
      const chosen = drawLevel(components, at, choice!)
      const scale = round(Math.exp(boundedLogScaleOf(at(2 * components + chosen))))
      const mean = round(at(components + chosen) + firstMean(chosen, components))
      return outcomeAt(round(mean + round(scale * logisticQuantileOf(u!))))
    },
  }
}
