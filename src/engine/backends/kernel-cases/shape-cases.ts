import * as tf from '@tensorflow/tfjs-core'
import type { KernelCase } from './kernel-case.ts'

const integers = (values: number[]) => tf.tensor1d(values, 'int32')

export const shapeCases: readonly KernelCase[] = [
  { name: 'clone', inputs: [[3, 4]], run: (x) => tf.clone(x) },
  { name: 'reshape', inputs: [[3, 4]], run: (x) => tf.reshape(x, [2, 6]) },
  { name: 'slice, whole rows', inputs: [[5, 6]], run: (x) => tf.slice(x, [1, 0], [3, 6]) },
  { name: 'slice, part of rows', inputs: [[5, 6]], run: (x) => tf.slice(x, [1, 2], [3, 3]) },
  { name: 'slice to the end', inputs: [[5, 6]], run: (x) => tf.slice(x, [1, 2], [-1, -1]) },
  { name: 'slice, long rows', inputs: [[4, 3, 100]], run: (x) => tf.slice(x, [1, 1, 5], [2, 2, 90]) },
  {
    name: 'slice, rank 5',
    wrongOnWebGpu: 'Its gradient pads five axes, and that shader does not compile.',
    inputs: [[3, 4, 2, 3, 2]],
    run: (x) => tf.slice(x, [1, 1, 0, 1, 0], [2, 2, 2, 2, 1]),
  },
  { name: 'slice, rank 1', inputs: [[9]], run: (x) => tf.slice(x, 2, 5) },
  {
    name: 'concat, last axis',
    inputs: [
      [5, 2],
      [5, 3],
    ],
    run: (a, b) => tf.concat([a, b], 1),
  },
  {
    name: 'concat, first axis',
    inputs: [
      [2, 4],
      [3, 4],
    ],
    run: (a, b) => tf.concat([a, b], 0),
  },
  {
    name: 'stack',
    inputs: [
      [4, 3],
      [4, 3],
    ],
    run: (a, b) => tf.stack([a, b], 1),
  },
  {
    name: 'split and swap',
    inputs: [[5, 6]],
    run: (x) => {
      const [first, second] = tf.split(x, [2, 4], 1)
      return tf.concat([tf.mul(second!, 2), first!], 1)
    },
  },
  { name: 'unstack', inputs: [[3, 4]], run: (x) => tf.stack(tf.unstack(x).reverse()) },
  {
    name: 'pad',
    inputs: [[3, 4]],
    run: (x) =>
      tf.pad(x, [
        [1, 2],
        [0, 3],
      ]),
  },
  {
    name: 'pad an image',
    inputs: [[2, 4, 3, 2]],
    run: (x) =>
      tf.pad(x, [
        [0, 0],
        [2, 1],
        [1, 0],
        [0, 0],
      ]),
  },
  { name: 'transpose', inputs: [[4, 5]], run: (x) => tf.transpose(x) },
  { name: 'transpose, rank 4', inputs: [[2, 3, 4, 5]], run: (x) => tf.transpose(x, [3, 0, 2, 1]) },
  {
    name: 'depth to space out of transpose',
    inputs: [[2, 3, 4, 12]],
    run: (x) => {
      const split = tf.reshape(x, [2, 3, 4, 2, 2, 3])
      return tf.reshape(tf.transpose(split, [0, 1, 3, 2, 4, 5]), [2, 6, 8, 3])
    },
  },
  { name: 'whole numbers in order', inputs: [[3, 5]], run: (x) => tf.mul(x, tf.range(0, 5)) },
  { name: 'one number everywhere', inputs: [[3, 5]], run: (x) => tf.mul(x, tf.fill([3, 5], 2)) },
  { name: 'ones of a shape', inputs: [[3, 5]], run: (x) => tf.sub(tf.onesLike(x), tf.mul(2, x)) },
  { name: 'reverse', inputs: [[4, 5]], run: (x) => tf.reverse(x, 1) },
  { name: 'reverse of both axes', inputs: [[4, 5]], run: (x) => tf.reverse(x, [0, 1]) },
  { name: 'tile', inputs: [[3, 4]], run: (x) => tf.tile(x, [2, 3]) },
  { name: 'broadcastTo', inputs: [[3, 1]], run: (x) => tf.broadcastTo(x, [2, 3, 4]) },
  { name: 'expandDims', inputs: [[3, 4]], run: (x) => tf.expandDims(x, 1) },
  { name: 'gather rows', inputs: [[6, 4]], run: (x) => tf.gather(x, integers([5, 0, 0, 3, 5])) },
  { name: 'gather columns', inputs: [[4, 6]], run: (x) => tf.gather(x, integers([5, 0, 0, 3]), 1) },
  {
    name: 'one hot',
    inputs: [[3, 5]],
    run: (x) => tf.mul(x, tf.cast(tf.oneHot(integers([4, 0, 2]), 5), 'float32')),
  },
  {
    name: 'columns doubled by tile',
    inputs: [[2, 3, 4, 2]],
    run: (x) => tf.reshape(tf.tile(tf.reshape(x, [24, 1, 2]), [1, 2, 1]), [2, 3, 8, 2]),
  },
]
