import { expect, test } from 'vitest'
import { initialTensor } from './initialise.ts'

const shape = [40, 60, 10]
const fanIn = { initialiser: 'fanInUniform', fanIn: 40 } as const

const mean = (values: Float32Array) => values.reduce((sum, x) => sum + x, 0) / values.length
const meanSquare = (values: Float32Array) => mean(values.map((x) => x * x))

test('constants fill the shape', () => {
  const make = (initialiser: Parameters<typeof initialTensor>[0]['initialiser']) =>
    initialTensor({ name: 'a', shape: [2, 2], initialiser }, 1)
  expect([...make({ initialiser: 'zeros' })]).toEqual([0, 0, 0, 0])
  expect([...make({ initialiser: 'ones' })]).toEqual([1, 1, 1, 1])
  expect([...make({ initialiser: 'constant', value: -1.5 })]).toEqual([-1.5, -1.5, -1.5, -1.5])
  expect([...initialTensor({ name: 'a', shape: [], initialiser: { initialiser: 'ones' } }, 1)]).toEqual([1])
})

// Standard errors of 24,000 draws: of the mean 0.65 % of the deviation, of the variance at most 0.92 %; six of them allowed.
test('uniform numbers fill the interval of their fan-in evenly', () => {
  const values = initialTensor({ name: 'a', shape, initialiser: fanIn }, 1)
  const bound = 1 / Math.sqrt(40)
  expect(values).toHaveLength(24_000)
  expect(Math.max(...values.map(Math.abs))).toBeLessThanOrEqual(bound)
  expect(Math.abs(mean(values))).toBeLessThan(0.039 * (bound / Math.sqrt(3)))
  expect(Math.abs(meanSquare(values) / (bound ** 2 / 3) - 1)).toBeLessThan(0.055)
})

test('the numbers depend on the seed and the name alone', () => {
  const make = (name: string, seed: number) => initialTensor({ name, shape: [8], initialiser: fanIn }, seed)
  expect(make('a', 1)).toEqual(make('a', 1))
  expect(make('b', 1)).not.toEqual(make('a', 1))
  expect(make('a', 2)).not.toEqual(make('a', 1))
})
