import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import { beforeAll, expect, test } from 'vitest'
import { initialTensor } from '../math/initialise.ts'
import { createWeights, stateByName, withState } from './create-weights.ts'
import { constant, fanInUniform, ones, zeros } from './weight-specs.ts'

beforeAll(() => tf.setBackend('cpu'))

const specs = {
  encoder: { hidden: { kernel: fanInUniform([2, 3], 2), bias: zeros([3]) }, scale: ones([1]) },
  shape: { level: constant([2], 0.5) },
} as const

test('weights are a tree, and variables go by their full names', () => {
  const { weights, variables } = createWeights(specs, 7)
  expect([...variables.keys()]).toEqual([
    'encoder/hidden/kernel',
    'encoder/hidden/bias',
    'encoder/scale',
    'shape/level',
  ])
  expect(weights.encoder.hidden.kernel).toBe(variables.get('encoder/hidden/kernel'))
  const kernel = {
    name: 'encoder/hidden/kernel',
    shape: [2, 3],
    initialiser: { initialiser: 'fanInUniform', fanIn: 2 },
  } as const
  expect(weights.encoder.hidden.kernel.dataSync()).toEqual(initialTensor(kernel, 7))
  expect([...weights.shape.level.dataSync(), ...weights.encoder.scale.dataSync()]).toEqual([0.5, 0.5, 1])
})

test('state that was moved takes the place of what there was, and nothing else does', () => {
  const { weights } = createWeights(specs, 7)
  const bias = tf.ones([3])
  const moved = withState(weights, { encoder: { hidden: { bias }, scale: undefined }, unknown: { bias } })
  expect(moved.encoder.hidden.bias).toBe(bias)
  expect(moved.encoder.hidden.kernel).toBe(weights.encoder.hidden.kernel)
  expect(moved.encoder.scale).toBe(weights.encoder.scale)
  expect(Object.keys(moved)).toEqual(['encoder', 'shape'])
  expect(stateByName({ encoder: { hidden: { bias }, scale: undefined } })).toEqual({ 'encoder/hidden/bias': bias })
})
