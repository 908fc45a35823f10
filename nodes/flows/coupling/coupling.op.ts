import * as tf from '@tensorflow/tfjs-core'
import {
  affineCoupling,
  type Composition,
  type CouplingMask,
  type CouplingMaskName,
  couplingMask,
  exp,
  type FlowValue,
  movingElements,
  sumEvent,
  tanh,
} from '../../../src/engine/index.ts'

interface Params {
  readonly mask: CouplingMaskName
  readonly swap: boolean
  readonly coupling: 'affine' | 'additive'
  readonly scale: 'tanh' | 'sigmoid'
}

interface Weights {
  /** g in exp(g tanh(s)), one for each transformed channel. */
  readonly bound?: tf.Tensor | undefined
}

/** y = x exp(log scale) + shift on the transformed part (Dinh et al. 2017, eq. 7; without the scale Dinh et al. 2015, eq. 7).
 * `parameters` `[batch, ..., channels]` holds the shift and, for an affine coupling, then the raw scale.
 */
export const coupling = {
  forward(
    { x, parameters }: { x: FlowValue; parameters?: tf.Tensor | undefined },
    weights: Weights,
    params: Params,
  ): { y: FlowValue } {
    if (params.coupling === 'additive') {
      const mask = couplingMask(params.mask, params.swap)
      const { kept, moving } = mask.parts(x.value)
      const { shift } = readParameters(parameters, weights, params, mask)
      return { y: { value: mask.join(kept, tf.add(moving, shift)), logDet: x.logDet } }
    }
    const moving = movingElements(params.mask, params.swap, x.value)
    const { scale } = params
    const bound = (scale === 'tanh' && weights.bound) || tf.ones([moving.count])
    const [value, change] = affineCoupling(x.value, given(parameters), bound, { moving, scale }, affine(params))
    return { y: { value, logDet: tf.add(x.logDet, change) } }
  },
  inverse(
    { y, parameters }: { y: FlowValue; parameters?: tf.Tensor | undefined },
    weights: Weights,
    params: Params,
  ): { x: FlowValue } {
    const mask = couplingMask(params.mask, params.swap)
    const { kept, moving } = mask.parts(y.value)
    const { shift, logScale } = readParameters(parameters, weights, params, mask)
    const shifted = tf.sub(moving, shift)
    if (!logScale) return { x: { value: mask.join(kept, shifted), logDet: y.logDet } }
    const restored = tf.mul(shifted, exp(tf.neg(logScale)))
    return { x: { value: mask.join(kept, restored), logDet: tf.sub(y.logDet, sumEvent(logScale)) } }
  },
}

/** y and the change of the log-determinant of each example. */
const affine =
  (params: Params): Composition =>
  (x, parameters, bound) => {
    const mask = couplingMask(params.mask, params.swap)
    const { kept, moving } = mask.parts(x)
    const { shift, logScale = tf.zerosLike(shift) } = readParameters(parameters, { bound }, params, mask)
    return [mask.join(kept, tf.add(tf.mul(moving, exp(logScale)), shift)), sumEvent(logScale)]
  }

function given(parameters: tf.Tensor | undefined): tf.Tensor {
  if (!parameters) throw new Error('A coupling needs the parameters that its network computes, but received none.')
  return parameters
}

function readParameters(
  parameters: tf.Tensor | undefined,
  { bound }: Weights,
  { coupling: form, scale }: Params,
  mask: CouplingMask,
): { readonly shift: tf.Tensor; readonly logScale?: tf.Tensor } {
  if (form === 'additive') return { shift: mask.restrict(given(parameters)) }
  const [shift, raw] = tf.split(given(parameters), 2, -1)
  // log sigmoid(s + 2) = -softplus(-(s + 2)), which is near 0 where s is (Kingma & Dhariwal 2018).
  const logScale =
    scale === 'sigmoid' ? tf.neg(tf.softplus(tf.neg(tf.add(raw!, 2)))) : tf.mul(tanh(raw!), bound ?? tf.scalar(1))
  return { shift: mask.restrict(shift!), logScale: mask.restrict(logScale) }
}
