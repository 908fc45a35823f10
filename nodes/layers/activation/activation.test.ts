import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-core/dist/register_all_gradients'
import '@tensorflow/tfjs-backend-cpu'
import { beforeAll, describe, expect, test } from 'vitest'
import { type ActivationName, activation as definition } from './activation.node.ts'
import { activation } from './activation.op.ts'

beforeAll(() => tf.setBackend('cpu'))

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x))

/** The functions in double precision. */
const truth: Readonly<Record<ActivationName, (x: number) => number>> = {
  relu: (x) => (x > 0 ? x : 0),
  leakyRelu: (x) => (x > 0 ? x : 0.2 * x),
  elu: (x) => (x > 0 ? x : Math.exp(x) - 1),
  softplus: (x) => Math.log(1 + Math.exp(x)),
  swish: (x) => x * sigmoid(x),
  tanh: Math.tanh,
  sigmoid,
}
const points = [-6, -1.5, -0.3, 0.2, 1, 4]
const names = Object.keys(truth) as ActivationName[]

const apply = (name: ActivationName) => (x: tf.Tensor) => activation({ x }, { function: name }).y

test('every available function is checked', () => {
  const { form } = definition.fields.function
  expect(form.control === 'choice' && form.choices.map(({ value }) => value)).toEqual(names)
})

describe.each(names)('%s', (name) => {
  const f = truth[name]

  test('has the values of its formula', () => {
    expectClose(apply(name)(tf.tensor1d(points)), points.map(f), 1e-6)
  })

  test('has the slope of its formula', () => {
    const h = 1e-5
    const slope = tf.grad((x: tf.Tensor) => tf.sum(apply(name)(x)))(tf.tensor1d(points))
    expectClose(
      slope,
      points.map((x) => (f(x + h) - f(x - h)) / (2 * h)),
      2e-6,
    )
  })

  test('has the curvature of its formula, by the gradient of the gradient', () => {
    const h = 1e-3
    const slope = tf.grad((x: tf.Tensor) => tf.sum(apply(name)(x)))
    const curvature = tf.grad((x: tf.Tensor) => tf.sum(slope(x)))(tf.tensor1d(points))
    expectClose(
      curvature,
      points.map((x) => (f(x + h) - 2 * f(x) + f(x - h)) / h ** 2),
      2e-6,
    )
  })

  test('stays finite far out', () => {
    const far = [...apply(name)(tf.tensor1d([-1e4, 1e4])).dataSync()]
    expect(far.every(Number.isFinite)).toBe(true)
  })
})

function expectClose(tensor: tf.Tensor, expected: readonly number[], tolerance: number): void {
  const values = tensor.dataSync()
  for (const [i, value] of expected.entries()) {
    expect(Math.abs(values[i]! - value), `at ${points[i]}`).toBeLessThan(tolerance * Math.max(1, Math.abs(value)))
  }
}
