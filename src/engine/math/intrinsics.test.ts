import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import { beforeAll, expect, test } from 'vitest'
import { createContext } from './context.ts'
import { bernoulli } from './distributions/bernoulli.ts'
import { normal } from './distributions/normal.ts'
import { standardNormal } from './distributions/standard-normal.ts'
import { intrinsics } from './intrinsics.ts'

beforeAll(() => tf.setBackend('cpu'))

const context = () => createContext({ seed: 1, step: 0, training: false }).at('draw')

test('a prior is drawn from count times in the event shape', () => {
  const { y } = intrinsics['math/draw']({ p: standardNormal(), count: 5 }, { shape: [2, 3] }, context())
  expect(y.shape).toEqual([5, 2, 3])
  expect(y.dataSync()).toEqual(context().normal([5, 2, 3]).dataSync())
})

test('a conditional distribution is drawn from once for each example', () => {
  const p = bernoulli(tf.tensor2d([[200, -200]]))
  expect([...intrinsics['math/draw']({ p }, { shape: [2] }, context()).y.dataSync()]).toEqual([1, 0])
})

test('means', () => {
  expect([...intrinsics['math/mean']({ p: normal(tf.tensor2d([[2, 3]]), tf.scalar(0)) }).y.dataSync()]).toEqual([2, 3])
  expect([...intrinsics['math/mean']({ p: bernoulli(tf.zeros([1, 2])) }).y.dataSync()]).toEqual([0.5, 0.5])
  expect(intrinsics['math/mean']({ p: standardNormal(), count: 4 }, { shape: [3] }).y.shape).toEqual([4, 3])
})

test('interpolation walks from a to b, one row for each t', () => {
  const a = tf.tensor2d([[0, 10, 1]])
  const b = tf.tensor2d([[4, -10, 1]])
  // As many points as elements, so that rows and columns could be confused.
  const t = tf.tensor1d([0, 0.25, 1])
  const expected = [
    [0, 10, 1],
    [1, 5, 1],
    [4, -10, 1],
  ]
  expect(intrinsics['math/interpolate']({ a, b, t }).y.arraySync()).toEqual(expected)
  const image = (x: tf.Tensor) => tf.reshape(x, [1, 1, 3, 1])
  const { y } = intrinsics['math/interpolate']({ a: image(a), b: image(b), t })
  expect(y.shape).toEqual([3, 1, 3, 1])
  expect(tf.reshape(y, [3, 3]).arraySync()).toEqual(expected)
})

test('log-probabilities and importance weights are per example', () => {
  const x = tf.tensor2d([[1], [0]])
  const likelihood = bernoulli(tf.tensor2d([[0], [Math.log(3)]]))
  const logProb = intrinsics['math/log-prob']({ p: likelihood, x }).y
  expect(logProb.shape).toEqual([2])
  expect(logProb.dataSync()[0]).toBeCloseTo(Math.log(0.5), 6)
  expect(logProb.dataSync()[1]).toBeCloseTo(Math.log(0.25), 6)

  const z = tf.tensor2d([[0.5], [-2]])
  const posterior = normal(tf.tensor2d([[1], [0]]), tf.tensor2d([[Math.log(4)], [0]]))
  const weight = intrinsics['math/importance-weight']({ x, z, likelihood, posterior, prior: standardNormal() }).y
  // log 0.5 + log N(0.5; 0, 1) - log N(0.5; 1, 4): the constants log 2π cancel.
  expect(weight.dataSync()[0]).toBeCloseTo(Math.log(0.5) - 0.125 + 0.5 * Math.log(4) + 0.25 / 8, 5)
  expect(weight.dataSync()[1]).toBeCloseTo(Math.log(0.25), 5)
})
