// Gradients of gradients, as a gradient penalty takes them.
import * as tf from '@tensorflow/tfjs-core'
import { asImage } from './as-image.ts'
import type { KernelCase } from './kernel-case.ts'

type Critic = (x: tf.Tensor) => tf.Tensor

/** For each row of x the critic's value plus the norm of its gradient with respect to that row. */
function valueAndSlope(critic: Critic, x: tf.Tensor): tf.Tensor {
  const gradient = tf.grad((input) => tf.sum(critic(input)))(x)
  const rows = tf.reshape(gradient, [x.shape[0] ?? 1, -1])
  const slope = tf.sqrt(tf.add(tf.sum(tf.square(rows), 1, true), 1e-6))
  return tf.add(critic(x), slope)
}

export const secondOrderCases: readonly KernelCase[] = [
  {
    name: 'gradient penalty of a dense critic',
    inputs: [
      [6, 8],
      [8, 10],
      [10, 1],
    ],
    run: (x, first, second) => valueAndSlope((input) => tf.matMul(tf.tanh(tf.matMul(input, first)), second), x),
  },
  {
    name: 'gradient penalty of a leaky critic',
    inputs: [
      [6, 8],
      [8, 10],
      [10, 1],
    ],
    run: (x, first, second) =>
      valueAndSlope((input) => {
        const hidden = tf.matMul(input, first)
        return tf.matMul(tf.sub(tf.relu(hidden), tf.mul(0.2, tf.relu(tf.neg(hidden)))), second)
      }, x),
  },
  {
    name: 'gradient penalty of a convolutional critic',
    inputs: [
      [2, 6, 6, 2],
      [4, 4, 2, 3],
      [27, 1],
    ],
    run: (x, filter, weights) =>
      valueAndSlope((input) => {
        const features = tf.softplus(tf.conv2d(asImage(input), asImage(filter), 2, 'same'))
        return tf.matMul(tf.reshape(features, [2, 27]), weights)
      }, x),
  },
]
