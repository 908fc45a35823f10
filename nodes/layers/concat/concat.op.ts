import * as tf from '@tensorflow/tfjs-core'

type Inputs = { readonly [name in 'x3' | 'x4' | 'x5' | 'x6' | 'x7' | 'x8']?: tf.Tensor | undefined } & {
  readonly x1: tf.Tensor
  readonly x2: tf.Tensor
}

/** `[batch, ..., n1]`, `[batch, ..., n2]`, ... to `[batch, ..., n1 + n2 + ...]`. */
export function concat({ x1, x2, x3, x4, x5, x6, x7, x8 }: Inputs): { y: tf.Tensor } {
  const all = [x1, x2, x3, x4, x5, x6, x7, x8].filter((x) => x !== undefined)
  return { y: tf.concat(all, x1.rank - 1) }
}
