import type * as tf from '@tensorflow/tfjs'

/** -log N(z; 0, 1), summed over everything behind the batch: `[batch]`. */
export const standardNormalNats = (z: tf.Tensor): tf.Tensor => {
  const rows = z.reshape([z.shape[0] ?? 1, -1])
  return rows
    .square()
    .sum(1)
    .add((rows.shape[1] ?? 1) * Math.log(2 * Math.PI))
    .mul(0.5)
}
