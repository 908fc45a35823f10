import * as tf from '@tensorflow/tfjs-core'

/** x as it is, taken for a constant by every gradient. */
export function stopGradient(x: tf.Tensor): tf.Tensor {
  // x is no argument of the function, so gradients do not even look for a way to it.
  return tf.customGrad(() => ({ value: tf.clone(x), gradFunc: () => [] }))()
}
