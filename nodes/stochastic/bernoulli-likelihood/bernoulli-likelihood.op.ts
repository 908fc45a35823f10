import type * as tf from '@tensorflow/tfjs-core'
import { bernoulli } from '../../../src/math/distributions/bernoulli.ts'
import { readsAlike } from '../../../src/math/incremental/evaluations.ts'
import { type Described, type Drawing, sizeOf } from '../../../src/math/incremental/rule.ts'
import { sigmoid } from '../../../src/math/incremental/scalar-functions.ts'
import type { Distribution } from '../../../src/math/op.ts'

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
