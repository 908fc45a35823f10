import * as tf from '@tensorflow/tfjs-core'
import { readComponents } from '../../../src/math/distributions/logistic-components.ts'
import {
  firstMeanOf,
  firstMeans,
  logisticMixture as mixtureOf,
} from '../../../src/math/distributions/logistic-mixture.ts'
import { drawingFromComponents } from '../../../src/math/incremental/draw-logistic.ts'
import type { Described, Drawing } from '../../../src/math/incremental/rule.ts'
import type { Distribution } from '../../../src/math/op.ts'

/**
 * Mixtures of `components` logistics for each element: parameters `[batch, ..., channels · 3 components]`, of each channel
 * the logits, then the means, counted from places that lie apart, then the log-scales, both in the units of the data;
 * the event `[..., channels]`.
 */
export function logisticMixture(
  { parameters }: { parameters: tf.Tensor },
  _weights: object,
  { components }: { readonly components: number },
): { p: Distribution } {
  const read = readComponents(parameters, components)
  return { p: mixtureOf({ ...read, means: tf.add(read.means, firstMeans(components)) }) }
}

logisticMixture.incremental = (described: Described<{ readonly components: number }>): Drawing =>
  drawingFromComponents(described, {
    firstMean: firstMeanOf,
    outcomeAt: (place) => place,
  })
