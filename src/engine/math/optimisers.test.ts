import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import { beforeAll, expect, test } from 'vitest'
import { slotNames, updateParameter } from './optimisers.ts'

beforeAll(() => tf.setBackend('cpu'))

// Worked out in double precision, step by step, from the published rules.
const start = [1, -2, 0.5]
const gradients = [
  [0.3, -1.2, 0],
  [-0.1, 2.5, 1e-4],
  [0.7, 0.4, -3],
]
const sequences = [
  {
    settings: { optimiser: 'adam', learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
    parameters: [
      [0.99, -1.99, 0.5],
      [0.985997815, -1.99381082, 0.492559684],
      [0.978902575, -1.99763893, 0.498947628],
    ],
    slots: { firstMoment: [0.0853, 0.1678, -0.299991], secondMoment: [0.00058981009, 0.00784087144, 0.009] },
  },
  {
    settings: { optimiser: 'sgd', learningRate: 0.05, momentum: 0.9 },
    parameters: [
      [0.985, -1.94, 0.5],
      [0.9765, -2.011, 0.499995],
      [0.93385, -2.0949, 0.6499905],
    ],
    slots: { velocity: [0.853, 1.678, -2.99991] },
  },
  {
    settings: { optimiser: 'rmsprop', learningRate: 0.01, decay: 0.9, epsilon: 1e-8 },
    parameters: [
      [0.968377227, -1.96837722, 0.5],
      [0.978860074, -1.99715662, 0.46838722],
      [0.949589046, -2.00195421, 0.500009996],
    ],
    slots: { meanSquare: [0.05719, 0.69514, 0.900000001] },
  },
] as const

test.each(sequences)('$settings.optimiser follows its rule', ({ settings, parameters, slots: expected }) => {
  let parameter: tf.Tensor = tf.tensor1d(start)
  let slots: Readonly<Record<string, tf.Tensor>> = Object.fromEntries(
    slotNames[settings.optimiser].map((name) => [name, tf.zeros([3])]),
  )
  for (const [i, gradient] of gradients.entries()) {
    ;({ parameter, slots } = updateParameter(settings, parameter, tf.tensor1d(gradient), slots, i + 1))
    expectClose(parameter, parameters[i]!)
  }
  expect(Object.keys(slots)).toEqual(slotNames[settings.optimiser])
  for (const [name, values] of Object.entries(expected)) expectClose(slots[name]!, values)
})

test('a missing slot is named', () => {
  const step = () =>
    updateParameter(sequences[0].settings, tf.zeros([1]), tf.zeros([1]), { velocity: tf.zeros([1]) }, 1)
  expect(step).toThrow('The optimiser needs the slot "firstMoment", but received velocity')
})

function expectClose(tensor: tf.Tensor, expected: readonly number[]): void {
  const values = tensor.dataSync()
  expect(values).toHaveLength(expected.length)
  for (const [i, value] of expected.entries()) {
    expect(Math.abs(values[i]! - value)).toBeLessThanOrEqual(2e-6 * Math.max(0.1, Math.abs(value)))
  }
}
