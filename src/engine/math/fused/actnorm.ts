// Activation normalisation: every channel gets its own scale and offset.
import * as tf from '@tensorflow/tfjs-core'
import { exp } from '../twice-differentiable.ts'
import { callKernel, callKernels, hasKernel, isNested } from './kernel-call.ts'

const actnormKernel = 'Actnorm'
const gradientKernel = 'ActnormGradient'
const momentKernel = 'FirstMoment'

interface Weights {
  readonly shift: tf.Tensor
  readonly logScale: tf.Tensor
  readonly mean: tf.Tensor
  readonly deviation: tf.Tensor
}

/** y, and for one position log|det dy/dx|, a scalar. */
type Normalised = readonly [value: tf.Tensor, logDet: tf.Tensor]

/** y = exp(pace · logScale) (x - mean) / deviation + shift. x `[batch, ..., channels]`, weights `[channels]`. */
export function normaliseChannels(x: tf.Tensor, weights: Weights, pace: number): Normalised {
  if (!hasKernel(actnormKernel)) return compose(x, weights, pace)
  const [value, logDet] = callKernels(actnormKernel, { x, ...weights }, { pace })
  return [value!, logDet!]
}

function compose(x: tf.Tensor, { shift, logScale, mean, deviation }: Weights, pace: number): Normalised {
  const normalised = tf.div(tf.sub(x, mean), deviation)
  const logDet = tf.sum(tf.sub(tf.mul(pace, logScale), tf.log(deviation)))
  return [tf.add(tf.mul(normalised, exp(tf.mul(pace, logScale))), shift), logDet]
}

tf.registerGradient({
  kernelName: actnormKernel,
  inputsToSave: ['x', 'shift', 'logScale', 'mean', 'deviation'],
  gradFunc: (slopes, [x, shift, logScale, mean, deviation], attrs) => {
    const [dy, dLogDet] = slopes as tf.Tensor[]
    const weights = { shift: shift!, logScale: logScale!, mean: mean!, deviation: deviation! }
    const gradients = isNested()
      ? composedGradients(x!, weights, attrs.pace as number, dy!, dLogDet!)
      : callKernels(gradientKernel, { x: x!, ...weights, dy: dy!, dLogDet: dLogDet! }, attrs)
    const names = ['x', 'shift', 'logScale', 'mean', 'deviation']
    return Object.fromEntries(names.map((name, i) => [name, () => gradients[i]!]))
  },
})

/** Which can be differentiated again, as the kernel cannot. */
function composedGradients(x: tf.Tensor, weights: Weights, pace: number, dy: tf.Tensor, dLogDet: tf.Tensor) {
  const { shift, logScale, mean, deviation } = weights
  const inputs = [x, shift, logScale, mean, deviation]
  return tf.grads((...[first, a, b, c, d]: tf.Tensor[]) => {
    const [value, logDet] = compose(first!, { shift: a!, logScale: b!, mean: c!, deviation: d! }, pace)
    return tf.add(tf.sum(tf.mul(value, dy)), tf.mul(logDet, dLogDet))
  })(inputs)
}

interface Kept {
  /** 1 or 0. */
  readonly initialised: tf.Tensor
  readonly mean: tf.Tensor
  readonly deviation: tf.Tensor
}

/**
 * The mean and deviation of each channel: what is kept, or those of x where nothing is kept yet. Constants to every
 * gradient. Null where the backend has no kernel for it.
 * @param smallest what a deviation has at least.
 */
export function firstMoments(
  x: tf.Tensor,
  kept: Kept,
  smallest: number,
): { mean: tf.Tensor; deviation: tf.Tensor } | null {
  if (!hasKernel(momentKernel)) return null
  const inputs = { x, ...kept }
  // Without arguments, so that no gradient looks for a way through.
  const moment = (name: 'mean' | 'deviation') =>
    tf.customGrad(() => ({ value: callKernel(momentKernel, inputs, { moment: name, smallest }), gradFunc: () => [] }))()
  return { mean: moment('mean'), deviation: moment('deviation') }
}
