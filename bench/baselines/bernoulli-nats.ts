import * as tf from '@tensorflow/tfjs'

/** -log p(x) of independent pixels given by their logits, summed over an image, averaged over the batch. */
export const bernoulliNats = (x: tf.Tensor, logits: tf.Tensor): tf.Scalar => {
  const sum = tf.losses.sigmoidCrossEntropy(x, logits, undefined, undefined, tf.Reduction.SUM)
  return sum.div(x.shape[0] ?? 1)
}
