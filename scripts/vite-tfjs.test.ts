import '@tensorflow/tfjs-backend-cpu'
import '@tensorflow/tfjs-backend-wasm'
import * as tf from '@tensorflow/tfjs-core'
import '../src/engine/backends/register-gradients.ts'
import { describe, expect, test } from 'vitest'

// d/dX sum(X W) = 1 Wᵀ: every row of the gradient is the row sums of W.
const weights = [
  [1, 2],
  [3, 4],
  [5, 6],
]
const rowSums = [3, 7, 11]

describe('TensorFlow.js modules share one core, with gradients, outside the browser', () => {
  test.each(['cpu', 'wasm'])('on the %s backend', async (backend) => {
    expect(await tf.setBackend(backend)).toBe(true)
    const gradient = tf.grad((x) => tf.sum(tf.matMul(x, tf.tensor2d(weights))))(tf.ones([2, 3]))
    expect(await gradient.array()).toEqual([rowSums, rowSums])
  })
})
