// Each family against its textbook formula in double precision, and its draws against its moments.
import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-core/dist/register_all_gradients'
import '@tensorflow/tfjs-backend-cpu'
import { beforeAll, describe, expect, test } from 'vitest'
import { createContext } from '../context.ts'
import { bernoulli } from './bernoulli.ts'
import { clampLogVariance, normal } from './normal.ts'
import { standardNormal } from './standard-normal.ts'

beforeAll(() => tf.setBackend('cpu'))

const context = () => createContext({ seed: 11, step: 0, training: true }).at('draw')
const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0)

describe('Bernoulli', () => {
  const logits = [
    [-3, 0.5, 2],
    [0, -1.25, 6],
  ]
  const outcomes = [
    [1, 0, 1],
    [0, 1, 0],
  ]

  test('log-probabilities are the logarithms of the probabilities', () => {
    const expected = logits.map((row, i) =>
      sum(
        row.map((logit, j) => {
          const one = 1 / (1 + Math.exp(-logit))
          return Math.log(outcomes[i]![j] === 1 ? one : 1 - one)
        }),
      ),
    )
    const values = bernoulli(tf.tensor2d(logits)).logProb(tf.tensor2d(outcomes)).arraySync() as number[]
    for (const [i, value] of values.entries()) expect(value).toBeCloseTo(expected[i]!, 5)
  })

  test('the probabilities of all outcomes sum to one', () => {
    const all = [0, 1].flatMap((a) => [0, 1].flatMap((b) => [0, 1].map((c) => [a, b, c])))
    const p = bernoulli(tf.tile(tf.tensor2d([[-3, 0.5, 2]]), [8, 1]))
    expect(sum([...p.logProb(tf.tensor2d(all)).dataSync()].map(Math.exp))).toBeCloseTo(1, 6)
  })

  test('extreme logits stay exact in value and gradient', () => {
    const extreme = tf.tensor2d([[-200], [200], [-200], [200]])
    const x = tf.tensor2d([[1], [0], [0], [1]])
    expect([...bernoulli(extreme).logProb(x).dataSync()]).toEqual([-200, -200, 0, 0])
    const slope = tf.grad((at: tf.Tensor) => tf.sum(bernoulli(at).logProb(x)))(extreme)
    expect([...slope.dataSync()]).toEqual([1, -1, 0, 0])
  })

  test('draws are 0 and 1 with the mean that is claimed', () => {
    const p = bernoulli(tf.fill([20_000, 1], Math.log(0.3 / 0.7)))
    const draws = p.sample(context(), []).dataSync()
    expect(new Set(draws)).toEqual(new Set([0, 1]))
    expect(p.mean([]).dataSync()[0]).toBeCloseTo(0.3, 6)
    // Six standard errors: 6 sqrt(0.3 · 0.7 / 20,000)
    expect(Math.abs(sum([...draws]) / draws.length - 0.3)).toBeLessThan(0.0195)
  })
})

describe('Gaussian', () => {
  const logDensity = (x: number, mean: number, deviation: number) =>
    -Math.log(deviation * Math.sqrt(2 * Math.PI)) - ((x - mean) / deviation) ** 2 / 2

  test('log-densities follow the formula, with one log-variance or many', () => {
    const x = tf.tensor2d([[0.5, -1, 3]])
    const mean = tf.tensor2d([[0, 1, 2.5]])
    const many = normal(mean, tf.tensor2d([[0, -4, 2]])).logProb(x)
    const expected = logDensity(0.5, 0, 1) + logDensity(-1, 1, Math.exp(-2)) + logDensity(3, 2.5, Math.exp(1))
    expect(Math.abs(many.dataSync()[0]! - expected)).toBeLessThan(1e-6 * Math.abs(expected))
    const one = normal(mean, tf.scalar(2 * Math.log(0.1))).logProb(x)
    const shared = logDensity(0.5, 0, 0.1) + logDensity(-1, 1, 0.1) + logDensity(3, 2.5, 0.1)
    expect(Math.abs(one.dataSync()[0]! - shared)).toBeLessThan(1e-6 * Math.abs(shared))
  })

  test('draws have the mean and deviation that are claimed', () => {
    const p = normal(tf.fill([20_000, 1], 3), tf.scalar(2 * Math.log(0.5)))
    const draws = [...p.sample(context(), []).dataSync()]
    const mean = sum(draws) / draws.length
    const variance = sum(draws.map((x) => (x - mean) ** 2)) / draws.length
    expect(Math.abs(mean - 3)).toBeLessThan(6 * (0.5 / Math.sqrt(20_000)))
    expect(Math.abs(variance / 0.25 - 1)).toBeLessThan(6 * Math.sqrt(2 / 20_000))
  })

  test('the clamp is the identity inside and constant outside', () => {
    const x = tf.tensor1d([-1e6, -10.5, -10, -3.3, 0, 9.9, 10, 11, 1e6])
    const inside = [-10, -10, -10, Math.fround(-3.3), 0, Math.fround(9.9), 10, 10, 10]
    expect([...clampLogVariance(x).dataSync()]).toEqual(inside)
    const slope = tf.grad((at: tf.Tensor) => tf.sum(clampLogVariance(at)))(tf.tensor1d([-11, -3, 4, 12]))
    expect([...slope.dataSync()].map(Math.abs)).toEqual([0, 1, 1, 0])
  })
})

describe('standard normal', () => {
  test('is the Gaussian with mean 0 and log-variance 0', () => {
    const x = tf.tensor3d([[[0.5, -1]], [[3, 0]]])
    const zeros = tf.zeros(x.shape)
    expect([...standardNormal().logProb(x).dataSync()]).toEqual([...normal(zeros, zeros).logProb(x).dataSync()])
    expect(standardNormal().logProb(x).dataSync()[1]).toBeCloseTo(-Math.log(2 * Math.PI) - 4.5, 5)
  })

  test('draws and means take the requested shape', () => {
    expect(standardNormal().sample(context(), [4, 2, 3]).shape).toEqual([4, 2, 3])
    expect([...standardNormal().mean([2, 1]).dataSync()]).toEqual([0, 0])
  })
})
