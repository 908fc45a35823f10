// Batches as a good TF.js user makes them: the images lie on the device once, a batch is gathered by shuffled indices.
import * as tf from '@tensorflow/tfjs'

/** Grey images with values from 0 to 1, `[count, height, width, 1]` row by row. */
export interface Images {
  readonly count: number
  readonly side: number
  readonly values: Float32Array
}

/** Each call gives the next batch, `[batchSize, height, width, 1]`. */
export function imageBatches({ count, side, values }: Images, batchSize: number): () => tf.Tensor4D {
  const images = tf.tensor4d(values, [count, side, side, 1])
  const order = tf.util.createShuffledIndices(count)
  let place = 0
  return () => {
    if (place + batchSize > count) {
      tf.util.shuffle(order)
      place = 0
    }
    const indices = Int32Array.from(order.subarray(place, place + batchSize))
    place += batchSize
    return tf.tidy(() => tf.gather(images, tf.tensor1d(indices, 'int32')))
  }
}

/** Draws each pixel as 0 or 1 with its grey value as probability (Burda et al. 2016). */
export const binarise = (images: tf.Tensor4D): tf.Tensor4D =>
  tf.tidy(() => tf.less<tf.Tensor4D>(tf.randomUniform(images.shape), images).toFloat())

/** Two interleaved half circles with noise, around the origin; `[count, 2]`. */
export function twoMoons(count: number, noise: number): tf.Tensor2D {
  const points = Array.from({ length: count }, (_, i): [number, number] => {
    const angle = Math.PI * Math.random()
    const [x, y] = i % 2 === 0 ? [Math.cos(angle), Math.sin(angle)] : [1 - Math.cos(angle), 0.5 - Math.sin(angle)]
    return [x - 0.5 + noise * normal(), y - 0.25 + noise * normal()]
  })
  return tf.tensor2d(points)
}

/** Eight Gaussians on a circle; `[count, 2]`. */
export function eightGaussians(count: number, radius: number, deviation: number): tf.Tensor2D {
  const points = Array.from({ length: count }, (): [number, number] => {
    const angle = (2 * Math.PI * Math.floor(8 * Math.random())) / 8
    return [radius * Math.cos(angle) + deviation * normal(), radius * Math.sin(angle) + deviation * normal()]
  })
  return tf.tensor2d(points)
}

/** Box and Muller 1958. */
const normal = (): number => Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random())
