import * as tf from '@tensorflow/tfjs-core'
import { logisticMixture } from '../../../src/math/distributions/logistic-mixture.ts'
import type { Distribution } from '../../../src/math/op.ts'

/** Below, one level holds all of a component, and its slope overflows. */
const lowestLogScale = -7

/**
 * Mixtures of `components` logistics for each element: parameters `[batch, ..., channels · 3 components]`, of each channel
 * the logits, then the means, then the log-scales; the event `[..., channels]`.
 */
export function discretisedLogisticMixture(
  { parameters }: { parameters: tf.Tensor },
  _weights: object,
  { components }: { readonly components: number },
): { p: Distribution } {
  const channels = (parameters.shape.at(-1) ?? 0) / (3 * components)
  const each = tf.reshape(parameters, [...parameters.shape.slice(0, -1), channels, 3 * components])
  const [logits, means, logScales] = tf.split(each, 3, -1)
  const bounded = tf.add(tf.relu(tf.sub(logScales!, lowestLogScale)), lowestLogScale)
  return { p: logisticMixture(logits!, means!, bounded) }
}
