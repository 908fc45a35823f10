import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import '@tensorflow/tfjs-backend-wasm'
import { describe, expect, test } from 'vitest'
import type { OptimiserSettings } from '../../graph/optimiser.ts'
import { inPlaceBuffer } from '../backends/in-place.ts'
import { createOptimiser } from './optimisers.ts'
import { readVariables } from './tensor-store.ts'

// Published first steps, in doubles: the rules are written out here again, element by element.
type Rule = (g: number, slots: number[], t: number) => number
const rules: readonly { readonly settings: OptimiserSettings; readonly rule: Rule }[] = [
  {
    settings: { optimiser: 'adam', learningRate: 0.05, beta1: 0.8, beta2: 0.99, epsilon: 1e-3 },
    rule(g, slots, t) {
      slots[0] = 0.8 * slots[0]! + 0.2 * g
      slots[1] = 0.99 * slots[1]! + 0.01 * g * g
      return (0.05 * (slots[0] / (1 - 0.8 ** t))) / (Math.sqrt(slots[1] / (1 - 0.99 ** t)) + 1e-3)
    },
  },
  {
    settings: { optimiser: 'sgd', learningRate: 0.05, momentum: 0.7 },
    rule(g, slots) {
      slots[0] = 0.7 * slots[0]! + g
      return 0.05 * slots[0]
    },
  },
  {
    settings: { optimiser: 'rmsprop', learningRate: 0.05, decay: 0.9, epsilon: 1e-3 },
    rule(g, slots) {
      slots[0] = 0.9 * slots[0]! + 0.1 * g * g
      return (0.05 * g) / (Math.sqrt(slots[0]) + 1e-3)
    },
  },
]

const start = Array.from({ length: 12 }, (_, i) => Math.cos(i))
const gradientAt = (i: number, step: number) => Math.sin(3 * i + step) * 10 ** ((i % 5) - 3)

describe.each(rules)('$settings.optimiser', ({ settings, rule }) => {
  // The CPU backend updates by tensors, WASM in place.
  test.each(['cpu', 'wasm'])('on %s does what the rule says over 30 steps', async (backend) => {
    await tf.setBackend(backend)
    const parameter = tf.tidy(() => tf.variable(tf.tensor2d(start, [3, 4])))
    expect(inPlaceBuffer(parameter) !== null).toBe(backend === 'wasm')
    const optimiser = createOptimiser(settings, 'elbo', new Map([['w', parameter]]))
    const expected = [...start]
    const slots = start.map(() => [0, 0])
    const { numTensors } = tf.memory()
    for (let step = 1; step <= 30; step++) {
      const gradient = start.map((_, i) => gradientAt(i, step))
      const factor = 1 / step
      tf.tidy(() => optimiser.update(new Map([['w', tf.tensor2d(gradient, [3, 4])]]), step, factor))
      for (const [i, g] of gradient.entries()) expected[i]! -= factor * rule(g, slots[i]!, step)
    }
    const actual = parameter.dataSync()
    for (const [i, value] of expected.entries()) expect(Math.abs(actual[i]! - value)).toBeLessThan(2e-6)
    expect(tf.memory().numTensors).toBe(numTensors)
  })

  test('a parameter without a gradient stays as it is', async () => {
    await tf.setBackend('wasm')
    const parameter = tf.tidy(() => tf.variable(tf.tensor1d(start)))
    const optimiser = createOptimiser(settings, 'elbo', new Map([['w', parameter]]))
    optimiser.update(new Map(), 1, 1)
    expect([...parameter.dataSync()]).toEqual([...Float32Array.from(start)])
  })
})

test('slots are named by objective, slot and parameter', async () => {
  await tf.setBackend('cpu')
  const parameter = tf.tidy(() => tf.variable(tf.zeros([2])))
  const optimiser = createOptimiser(rules[0]!.settings, 'elbo', new Map([['encoder/kernel', parameter]]))
  expect(await readVariables(optimiser.slots)).toEqual({
    '@optimiser/elbo/firstMoment/encoder/kernel': { shape: [2], values: new Float32Array(2) },
    '@optimiser/elbo/secondMoment/encoder/kernel': { shape: [2], values: new Float32Array(2) },
  })
})

test('a product after an update in place uses the new numbers', async () => {
  await tf.setBackend('wasm')
  const parameter = tf.tidy(() => tf.variable(tf.ones([4, 6])))
  const optimiser = createOptimiser(
    { optimiser: 'sgd', learningRate: 1, momentum: 0 },
    'elbo',
    new Map([['w', parameter]]),
  )
  const product = () =>
    tf.tidy(() => tf.matMul(tf.ones<tf.Rank.R2>([3, 4]), tf.reshape(parameter, [4, 6])).dataSync()[0])
  expect(product()).toBe(4)
  tf.tidy(() => optimiser.update(new Map([['w', tf.fill([4, 6], -2)]]), 1, 1))
  expect(product()).toBe(12)
})
