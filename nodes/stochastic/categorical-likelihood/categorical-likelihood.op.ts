import * as tf from '@tensorflow/tfjs-core'
import {
  categorical,
  type Described,
  type Distribution,
  type Drawing,
  drawLevel,
  readsAlike,
  sizeOf,
} from '../../../src/engine/index.ts'

/** Independent categories: logits `[batch, ..., channels · levels]`, the event `[..., channels]`. */
export function categoricalLikelihood(
  { logits }: { logits: tf.Tensor },
  params: { readonly levels: '2' | '256' },
): { p: Distribution } {
  const levels = Number(params.levels)
  const channels = (logits.shape.at(-1) ?? levels) / levels
  return { p: categorical(tf.reshape(logits, [...logits.shape.slice(0, -1), channels, levels])) }
}

categoricalLikelihood.incremental = ({ inputs, params }: Described<{ readonly levels: '2' | '256' }>): Drawing => {
  const levels = Number(params.levels)
  return {
    size: sizeOf(inputs.logits!.shape) / levels,
    numbers: ['uniform'],
    reads: readsAlike({ logits: levels }),
    draw(element, row, { rows, inputs: { logits } }, [u]) {
      return drawLevel(levels, (level) => logits![(element * levels + level) * rows + row]!, u!)
    },
  }
}
