import * as tf from '@tensorflow/tfjs-core'
import {
  type Described,
  type Distribution,
  type Drawing,
  drawingFromComponents,
  firstMeanOf,
  firstMeans,
  logisticMixture as mixtureOf,
  readComponents,
} from '../../../src/engine/index.ts'

/** Mixtures of `components` logistics for each element: parameters `[batch, ..., channels · 3 components]`, for each channel the
 * logits, then the means, as offsets from distinct points, then the log-scales, both in the units of the data; the event `[...,
 * channels]`.
 */
export function logisticMixture(
  { parameters }: { parameters: tf.Tensor },
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
