import type * as tf from '@tensorflow/tfjs-core'
import {
  type Described,
  type Distribution,
  type Drawing,
  drawingFromComponents,
  levelAt,
  readComponents,
  discretisedLogisticMixture as roundedMixture,
} from '../../../src/engine/index.ts'

/** Mixtures of `components` logistics for each element, rounded: parameters `[batch, ..., channels · 3 components]`, for each
 * channel the logits, then the means, then the log-scales; the event `[..., channels]`.
 */
export function discretisedLogisticMixture(
  { parameters }: { parameters: tf.Tensor },
  { components }: { readonly components: number },
): { p: Distribution } {
  return { p: roundedMixture(readComponents(parameters, components)) }
}

discretisedLogisticMixture.incremental = (described: Described<{ readonly components: number }>): Drawing =>
  drawingFromComponents(described, { firstMean: () => 0, outcomeAt: levelAt })
