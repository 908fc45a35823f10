import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import { beforeAll, expect, test } from 'vitest'
import { createContext } from '../../../src/engine/math/context.ts'
import { dropout } from './dropout.op.ts'

beforeAll(() => tf.setBackend('cpu'))

const count = 40_000
const context = (training: boolean, step = 0) => createContext({ seed: 1, step, training }).at('dropout')
const run = (rate: number, step = 0) =>
  dropout({ x: tf.fill([count, 1], 3) }, { rate }, context(true, step)).y.dataSync()

test('drops the requested fraction and preserves the mean', () => {
  const kept = run(0.25).filter((value) => value !== 0)
  expect(new Set(kept)).toEqual(new Set([4]))
  // Six standard errors: 6 sqrt(0.25 · 0.75 / 40,000)
  expect(Math.abs(kept.length / count - 0.75)).toBeLessThan(0.013)
})

test('each step drops different elements', () => {
  expect(run(0.5, 1)).not.toEqual(run(0.5, 0))
  expect(run(0.5, 1)).toEqual(run(0.5, 1))
})

test('a rate of zero, and evaluation, change nothing', () => {
  expect(new Set(run(0))).toEqual(new Set([3]))
  const x = tf.tensor1d([1, 2, 3])
  expect([...dropout({ x }, { rate: 0.9 }, context(false)).y.dataSync()]).toEqual([1, 2, 3])
})
