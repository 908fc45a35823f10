import * as tf from '@tensorflow/tfjs-core'
import type { OpContext, StateUpdate } from '../../../src/engine/index.ts'

type Weights = { readonly [name in 'scale' | 'shift' | 'movingMean' | 'movingVariance']: tf.Tensor }

/**
 * y = scale (x - mean) / sqrt(variance + ε) + shift, with moments over all axes except the last: those of the batch in training,
 * the moving averages otherwise. x and y `[batch, ..., channels]`, weights and state `[channels]`.
 */
export function batchNorm(
  { x }: { x: tf.Tensor },
  { scale, shift, movingMean, movingVariance }: Weights,
  { momentum, epsilon }: { readonly momentum: number; readonly epsilon: number },
  { training }: OpContext,
): { y: tf.Tensor; state?: StateUpdate } {
  const normalise = (mean: tf.Tensor, variance: tf.Tensor) =>
    tf.add(tf.mul(tf.mul(tf.sub(x, mean), tf.rsqrt(tf.add(variance, epsilon))), scale), shift)
  if (!training) return { y: normalise(movingMean, movingVariance) }

  const { mean, variance } = tf.moments(
    x,
    x.shape.slice(0, -1).map((_, axis) => axis),
  )
  // The moving variance uses the unbiased estimate: m / (m - 1) times the batch variance (Ioffe & Szegedy 2015, algorithm 2).
  const count = x.size / mean.size
  const population = tf.mul(variance, count / Math.max(count - 1, 1))
  const move = (old: tf.Tensor, value: tf.Tensor) => tf.add(tf.mul(momentum, old), tf.mul(1 - momentum, value))
  return {
    y: normalise(mean, variance),
    state: { movingMean: move(movingMean, mean), movingVariance: move(movingVariance, population) },
  }
}
