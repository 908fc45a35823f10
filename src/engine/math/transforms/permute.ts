import * as tf from '@tensorflow/tfjs-core'

/**
 * The elements of the last axis in another order: y_i = x_order(i). Its gradient is the same in the opposite order, which
 * is faster than the library's and can be differentiated again.
 */
export function permute(x: tf.Tensor, order: readonly number[]): tf.Tensor {
  const along = (tensor: tf.Tensor, places: readonly number[]): tf.Tensor =>
    tf.customGrad((input) => ({
      value: tf.gather(input as tf.Tensor, tf.tensor1d([...places], 'int32'), x.rank - 1),
      gradFunc: (dy) => along(dy, opposite(places)),
    }))(tensor)
  return along(x, order)
}

/** The order that undoes `order`. */
export function opposite(order: readonly number[]): number[] {
  const places = new Array<number>(order.length)
  for (const [to, from] of order.entries()) places[from] = to
  return places
}
