import type * as tf from '@tensorflow/tfjs-core'
import {
  levelAt,
  discretisedLogisticMixture as roundedMixture,
} from '../../../src/math/distributions/discretised-logistic-mixture.ts'
import { readComponents } from '../../../src/math/distributions/logistic-components.ts'
import { drawingFromComponents } from '../../../src/math/incremental/draw-logistic.ts'
import type { Described, Drawing } from '../../../src/math/incremental/rule.ts'
import type { Distribution } from '../../../src/math/op.ts'

/**
 * Mixtures of `components` logistics for each element, rounded: parameters `[batch, ..., channels · 3 components]`, of each
 * channel the logits, then the means, then the log-scales; the event `[..., channels]`.
 */
export function discretisedLogisticMixture(
  { parameters }: { parameters: tf.Tensor },
  _weights: object,
  { components }: { readonly components: number },
): { p: Distribution } {
  return { p: roundedMixture(readComponents(parameters, components)) }
}

discretisedLogisticMixture.incremental = (described: Described<{ readonly components: number }>): Drawing =>
  drawingFromComponents(described, { firstMean: () => 0, outcomeAt: levelAt })
