import * as tf from '@tensorflow/tfjs-core'

/** x unchanged, treated as a constant by every gradient. */
export function stopGradient(x: tf.Tensor): tf.Tensor {
  // x is not an argument of the function, so gradients do not even look for a path to it.
  return tf.customGrad(() => ({ value: tf.clone(x), gradFunc: () => [] }))()
}
