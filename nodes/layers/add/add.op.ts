import * as tf from '@tensorflow/tfjs-core'
import { type Described, elementwiseSum } from '../../../src/engine/index.ts'

type Inputs = { readonly [name in 'x3' | 'x4' | 'x5' | 'x6' | 'x7' | 'x8']?: tf.Tensor | undefined } & {
  readonly x1: tf.Tensor
  readonly x2: tf.Tensor
}

/** y = x1 + x2 + ..., all `[batch, ...]` of one shape. */
export function add({ x1, x2, x3, x4, x5, x6, x7, x8 }: Inputs): { y: tf.Tensor } {
  const rest = [x3, x4, x5, x6, x7, x8].filter((x) => x !== undefined)
  return { y: rest.reduce((sum, x) => tf.add(sum, x), tf.add(x1, x2)) }
}

add.incremental = ({ inputs }: Described) => elementwiseSum(inputs)
