import * as tf from '@tensorflow/tfjs-core'
import type { OpContext } from '../../../src/engine/index.ts'

interface Params {
  readonly shape: readonly number[]
  readonly distribution: 'gaussian' | 'uniform'
  readonly low: number
  readonly high: number
  readonly stratified: boolean
}

/** Independent draws `[count, ...shape]`: of N(0, 1), or uniform on [low, high). */
export function noise(
  { count }: { readonly count: number },
  { shape, distribution, low, high, stratified }: Params,
  context: OpContext,
): { z: tf.Tensor } {
  const batch = [count, ...shape]
  if (distribution === 'gaussian') return { z: context.normal(batch) }
  const draws = context.uniform(batch)
  const places = stratified ? tf.div(tf.add(draws, strata(batch)), count) : draws
  return { z: tf.add(low, tf.mul(high - low, places)) }
}

/** 0, 1, ..., one for each example. */
const strata = (batch: readonly number[]): tf.Tensor => tf.reshape(tf.range(0, batch[0] ?? 0), [...batch])
