import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import { beforeAll, describe, expect, test } from 'vitest'
import { createContext } from '../../../src/engine/math/context.ts'
import { initialParams } from '../../../src/graph/fields.ts'
import { noise as definition } from './noise.node.ts'
import { noise } from './noise.op.ts'

beforeAll(() => tf.setBackend('cpu'))

const count = 20_000
const defaults = { ...initialParams(definition.fields), shape: [1] }
const draw = (params: Partial<typeof defaults>) => {
  const context = createContext({ seed: 4, step: 9, training: true }).at('noise')
  return noise({ count }, { ...defaults, ...params }, context).z
}
const moments = (values: readonly number[]) => {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length
  return { mean, variance: values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length }
}

test('Gaussian noise has mean 0 and variance 1', () => {
  const { mean, variance } = moments([...draw({}).dataSync()])
  // Five standard errors: 5 / sqrt(n), and 5 sqrt(2 / n).
  expect(Math.abs(mean)).toBeLessThan(0.036)
  expect(Math.abs(variance - 1)).toBeLessThan(0.05)
})

test('uniform noise fills its interval evenly', () => {
  const values = draw({ distribution: 'uniform', low: -2, high: 6 }).dataSync()
  const eighths = new Float32Array(8)
  for (const x of values) eighths[Math.floor(x + 2)]! += 1
  // Six standard errors of a fraction of one eighth: 6 sqrt(1/8 · 7/8 / n)
  for (const hits of eighths) expect(Math.abs(hits / count - 1 / 8)).toBeLessThan(0.0141)
  expect(eighths.reduce((sum, hits) => sum + hits, 0)).toBe(count)
})

test('stratified noise has one number in each part of the interval, in order', () => {
  const values = draw({ distribution: 'uniform', low: -2, high: 6, stratified: true }).dataSync()
  const part = 8 / count
  for (const [m, x] of values.entries()) {
    expect(x).toBeGreaterThan(-2 + (m - 0.01) * part)
    expect(x).toBeLessThan(-2 + (m + 1.01) * part)
  }
  const { variance } = moments([...values])
  expect(variance).toBeCloseTo(64 / 12, 2)
})

test('noise has the requested shape, batch first', () => {
  expect(draw({ shape: [2, 3, 1] }).shape).toEqual([count, 2, 3, 1])
})

describe('inference', () => {
  const problemsOf = (params: Partial<typeof defaults>) =>
    definition.infer({ node: 'n', params: { ...defaults, ...params }, inputs: {} }).problems ?? []

  test('rejects an empty interval, but only if it is used', () => {
    expect(problemsOf({ distribution: 'uniform', low: 1, high: 1 })).toMatchObject([
      { severity: 'error', field: 'high', expected: 'more than 1', received: '1' },
    ])
    expect(problemsOf({ distribution: 'gaussian', low: 1, high: 1 })).toEqual([])
  })

  test('rejects strata for several numbers, which would be correlated', () => {
    const several: Partial<typeof defaults> = { distribution: 'uniform', stratified: true, shape: [2] }
    expect(problemsOf(several)).toMatchObject([{ severity: 'error', field: 'stratified', fixes: [{}, {}] }])
    expect(problemsOf({ ...several, shape: [1] })).toEqual([])
  })
})
