import * as tf from '@tensorflow/tfjs-core'
import type { FlowValue } from '../../../src/math/op.ts'
import { sumEvent } from '../../../src/math/sum-event.ts'
import { type CouplingMask, type CouplingMaskName, couplingMask } from '../../../src/math/transforms/coupling-masks.ts'
import { exp, tanh } from '../../../src/math/twice-differentiable.ts'

interface Params {
  readonly mask: CouplingMaskName
  readonly swap: boolean
  readonly coupling: 'affine' | 'additive'
  readonly scale: 'tanh' | 'sigmoid'
}

interface Weights {
  /** g in exp(g tanh(s)), one for each moving channel. */
  readonly bound?: tf.Tensor | undefined
}

/**
 * y = x exp(log scale) + shift on the moving part (Dinh et al. 2017, eq. 7; without the scale Dinh et al. 2015, eq. 7).
 * `parameters` `[batch, ..., channels]` holds the shift and, of an affine coupling, behind it the raw scale.
 */
export const coupling = {
  forward(
    { x, parameters }: { x: FlowValue; parameters?: tf.Tensor | undefined },
    weights: Weights,
    params: Params,
  ): { y: FlowValue } {
    const mask = couplingMask(params.mask, params.swap)
    const { kept, moving } = mask.parts(x.value)
    const { shift, logScale } = readParameters(parameters, weights, params, mask)
    if (!logScale) return { y: { value: mask.join(kept, tf.add(moving, shift)), logDet: x.logDet } }
    const moved = tf.add(tf.mul(moving, exp(logScale)), shift)
    return { y: { value: mask.join(kept, moved), logDet: tf.add(x.logDet, sumEvent(logScale)) } }
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

function readParameters(
  parameters: tf.Tensor | undefined,
  { bound }: Weights,
  { coupling: form, scale }: Params,
  mask: CouplingMask,
): { readonly shift: tf.Tensor; readonly logScale?: tf.Tensor } {
  if (!parameters) throw new Error('A coupling needs the parameters that its network gives, but received none.')
  if (form === 'additive') return { shift: mask.restrict(parameters) }
  const [shift, raw] = tf.split(parameters, 2, -1)
  // log sigmoid(s + 2) = -softplus(-(s + 2)), which is near 0 where s is (Kingma & Dhariwal 2018).
  const logScale =
    scale === 'sigmoid' ? tf.neg(tf.softplus(tf.neg(tf.add(raw!, 2)))) : tf.mul(tanh(raw!), bound ?? tf.scalar(1))
  return { shift: mask.restrict(shift!), logScale: mask.restrict(logScale) }
}
