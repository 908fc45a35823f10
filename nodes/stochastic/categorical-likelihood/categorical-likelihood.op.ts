import * as tf from '@tensorflow/tfjs-core'
import { categorical } from '../../../src/math/distributions/categorical.ts'
import type { Distribution } from '../../../src/math/op.ts'

/** Independent categories: logits `[batch, ..., channels · levels]`, the event `[..., channels]`. */
export function categoricalLikelihood(
  { logits }: { logits: tf.Tensor },
  _weights: object,
  params: { readonly levels: '2' | '256' },
): { p: Distribution } {
  const levels = Number(params.levels)
  const channels = (logits.shape.at(-1) ?? levels) / levels
  return { p: categorical(tf.reshape(logits, [...logits.shape.slice(0, -1), channels, levels])) }
}
