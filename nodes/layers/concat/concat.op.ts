import * as tf from '@tensorflow/tfjs-core'
import { channelsOf, type Described, positionwise } from '../../../src/engine/index.ts'

type Inputs = { readonly [name in 'x3' | 'x4' | 'x5' | 'x6' | 'x7' | 'x8']?: tf.Tensor | undefined } & {
  readonly x1: tf.Tensor
  readonly x2: tf.Tensor
}

/** `[batch, ..., n1]`, `[batch, ..., n2]`, ... to `[batch, ..., n1 + n2 + ...]`. */
export function concat({ x1, x2, x3, x4, x5, x6, x7, x8 }: Inputs): { y: tf.Tensor } {
  const all = [x1, x2, x3, x4, x5, x6, x7, x8].filter((x) => x !== undefined)
  return { y: tf.concat(all, x1.rank - 1) }
}

concat.incremental = ({ inputs, shape }: Described) =>
  positionwise(inputs, channelsOf({ shape, block: 1 }), (position, { rows, inputs: arrays, output }) => {
    let to = position * channelsOf({ shape, block: 1 }) * rows
    for (const [name, x] of Object.entries(inputs)) {
      const length = channelsOf(x) * rows
      output.set(arrays[name]!.subarray(position * length, (position + 1) * length), to)
      to += length
    }
  })
