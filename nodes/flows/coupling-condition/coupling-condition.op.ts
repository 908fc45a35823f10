import type * as tf from '@tensorflow/tfjs-core'
import { type CouplingMaskName, couplingMask, type FlowValue } from '../../../src/engine/index.ts'

/** The part of x `[batch, ...]` that the mask keeps, as the network of the coupling sees it. */
export function couplingCondition(
  { x }: { x: FlowValue },
  { mask, swap }: { readonly mask: CouplingMaskName; readonly swap: boolean },
): { h: tf.Tensor } {
  return { h: couplingMask(mask, swap).parts(x.value).kept }
}
