// The first batch initialises actnorm: its outputs are normalised, and its moments are stored with the weights.
import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import { beforeAll, expect, test } from 'vitest'
import { createContext } from '../../../src/engine/math/context.ts'
import { normals } from '../../../src/engine/random/draws.ts'
import { randomStream } from '../../../src/engine/random/random-stream.ts'
import { actnorm } from './actnorm.op.ts'

beforeAll(() => tf.setBackend('cpu'))

const channels = 3
const context = (training: boolean) => createContext({ seed: 1, step: 0, training }).at('norm')
const fresh = () => ({
  shift: tf.zeros([channels]),
  logScale: tf.zeros([channels]),
  initialised: tf.scalar(0),
  mean: tf.zeros([channels]),
  deviation: tf.ones([channels]),
})

/** Images of 4 × 4 pixels whose channels differ in mean and standard deviation. */
function batchOf(name: string) {
  const noise = tf.tensor(normals(randomStream(1, name, 0), 256 * 16 * channels), [256, 4, 4, channels])
  const value = tf.add(tf.mul(noise, tf.tensor1d([0.1, 3, 20])), tf.tensor1d([-5, 0.5, 7]))
  return { value, logDet: tf.zeros([256]) }
}

/** Of each channel, in doubles. */
function momentsOf(x: tf.Tensor): { mean: number; variance: number }[] {
  const values = x.dataSync()
  return Array.from({ length: channels }, (_, c) => {
    const channel = [...values].filter((_, i) => i % channels === c)
    const mean = channel.reduce((a, b) => a + b, 0) / channel.length
    return { mean, variance: channel.reduce((sum, v) => sum + (v - mean) ** 2, 0) / channel.length }
  })
}

test('the first batch of training comes out with mean 0 and variance 1', () => {
  const { y } = actnorm.forward({ x: batchOf('first') }, fresh(), context(true))
  for (const { mean, variance } of momentsOf(y.value)) {
    expect(Math.abs(mean)).toBeLessThan(1e-5)
    expect(Math.abs(variance - 1)).toBeLessThan(5e-5)
  }
})

test('what the first batch found stays: the next batch and evaluation are normalised by it, and it inverts', () => {
  const first = actnorm.forward({ x: batchOf('first') }, fresh(), context(true))
  const weights = { ...fresh(), ...first.state }
  const other = batchOf('second')
  const trained = actnorm.forward({ x: other }, weights, context(true))
  const evaluated = actnorm.forward({ x: other }, weights, context(false))
  expect(evaluated.state).toBeUndefined()
  expect([...trained.y.value.dataSync()]).toEqual([...evaluated.y.value.dataSync()])
  for (const name of ['initialised', 'mean', 'deviation'] as const)
    expect([...trained.state![name]!.dataSync()]).toEqual([...weights[name].dataSync()])
  // Computed independently: (x - mean) / deviation, with the moments of the first batch in doubles.
  const moments = momentsOf(batchOf('first').value)
  const values = other.value.dataSync()
  for (const [i, value] of evaluated.y.value.dataSync().subarray(0, 60).entries()) {
    const { mean, variance } = moments[i % channels]!
    expect(value).toBeCloseTo((values[i]! - mean) / Math.sqrt(variance), 4)
  }
  const { x } = actnorm.inverse({ y: evaluated.y }, weights)
  for (const [i, value] of x.value.dataSync().entries()) expect(Math.abs(value - values[i]!)).toBeLessThan(2e-5)
})

test('a first batch without any spread is shifted to zero, not divided by zero', () => {
  const x = { value: tf.fill([4, channels], 3), logDet: tf.zeros([4]) }
  const { y } = actnorm.forward({ x }, fresh(), context(true))
  expect([...y.value.dataSync()]).toEqual(new Array(4 * channels).fill(0))
  expect(y.logDet.dataSync().every(Number.isFinite)).toBe(true)
})

test('outside of training, before any batch, it is the identity', () => {
  const x = batchOf('first')
  const { y } = actnorm.forward({ x }, fresh(), context(false))
  expect([...y.value.dataSync()]).toEqual([...x.value.dataSync()])
  expect(y.logDet.dataSync().every((value) => value === 0)).toBe(true)
})
