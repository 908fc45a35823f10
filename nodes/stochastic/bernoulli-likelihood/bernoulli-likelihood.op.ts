import type * as tf from '@tensorflow/tfjs-core'
import {
  bernoulli,
  type Described,
  type Distribution,
  type Drawing,
  readsAlike,
  scalarSigmoid as sigmoid,
  sizeOf,
} from '../../../src/engine/index.ts'

/** Independent Bernoullis with log-odds `logits` `[batch, ...event]`. */
export function bernoulliLikelihood({ logits }: { logits: tf.Tensor }): { p: Distribution } {
  return { p: bernoulli(logits) }
}

bernoulliLikelihood.incremental = ({ inputs }: Described): Drawing => ({
  size: sizeOf(inputs.logits!.shape),
  numbers: ['uniform'],
  reads: readsAlike({ logits: 1 }),
  draw(element, row, { rows, inputs: { logits } }, [u]) {
    return u! < Math.fround(sigmoid(logits![element * rows + row]!)) ? 1 : 0
  },
})
