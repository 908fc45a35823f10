import * as tf from '@tensorflow/tfjs-core'

/** A tensor of four axes as the type that TF.js's image operations ask for. */
export function asImage(tensor: tf.Tensor): tf.Tensor4D {
  const [first, second, third, fourth, ...rest] = tensor.shape
  if (first === undefined || second === undefined || third === undefined || fourth === undefined || rest.length > 0) {
    throw new Error(`asImage: expected four axes, received the shape [${tensor.shape}].`)
  }
  return tf.reshape<tf.Rank.R4>(tensor, [first, second, third, fourth])
}
