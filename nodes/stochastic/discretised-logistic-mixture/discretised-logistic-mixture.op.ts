import * as tf from '@tensorflow/tfjs-core'
import { drawRounded, logisticMixture } from '../../../src/math/distributions/logistic-mixture.ts'
import { drawLevel } from '../../../src/math/incremental/draw-level.ts'
import { readsAlike } from '../../../src/math/incremental/evaluations.ts'
import { type Described, type Drawing, sizeOf } from '../../../src/math/incremental/rule.ts'
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

discretisedLogisticMixture.incremental = ({
  inputs,
  params: { components },
}: Described<{ components: number }>): Drawing => ({
  size: sizeOf(inputs.parameters!.shape) / (3 * components),
  numbers: ['uniform', 'uniform'],
  reads: readsAlike({ parameters: 3 * components }),
  draw(element, row, { rows, inputs: { parameters } }, [choice, u]) {
    const at = (i: number) => parameters![(element * 3 * components + i) * rows + row]!
    const chosen = drawLevel(components, at, choice!)
    return drawRounded(at(components + chosen), Math.max(at(2 * components + chosen), lowestLogScale), u!)
  },
})
