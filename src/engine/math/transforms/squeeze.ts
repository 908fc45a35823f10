// Trading pixels for channels (Dinh, Sohl-Dickstein & Bengio 2017, section 3.6), by reshape and transpose alone: the
// library's depth-to-space has no gradient.
import * as tf from '@tensorflow/tfjs-core'

/** Each window of 2 × 2 pixels becomes one pixel: `[batch, height, width, c]` to `[batch, height / 2, width / 2, 4 c]`. */
export function squeeze(x: tf.Tensor): tf.Tensor {
  const [batch = 1, height = 2, width = 2, channels = 1] = x.shape
  const windows = tf.reshape(x, [batch, height / 2, 2, width / 2, 2, channels])
  return tf.reshape(tf.transpose(windows, [0, 1, 3, 2, 4, 5]), [batch, height / 2, width / 2, 4 * channels])
}

/** The inverse of `squeeze`. */
export function unsqueeze(y: tf.Tensor): tf.Tensor {
  const [batch = 1, height = 1, width = 1, channels = 4] = y.shape
  const windows = tf.reshape(y, [batch, height, width, 2, 2, channels / 4])
  return tf.reshape(tf.transpose(windows, [0, 1, 3, 2, 4, 5]), [batch, 2 * height, 2 * width, channels / 4])
}
