import { describe, expect, it } from 'vitest'
import { bernoulliBytes, normals, permutation, uniforms } from './draws.ts'
import { fillWords, randomStream } from './random-stream.ts'

const n = 200_000
const draw = { uniforms, normals }

function moment(values: Float32Array, power: number): number {
  return values.reduce((sum, value) => sum + value ** power, 0) / values.length
}

function correlation(a: Float32Array, b: Float32Array): number {
  const [meanA, meanB] = [moment(a, 1), moment(b, 1)]
  const covariance = a.reduce((sum, value, i) => sum + (value - meanA) * (b[i]! - meanB), 0) / a.length
  return covariance / Math.sqrt((moment(a, 2) - meanA ** 2) * (moment(b, 2) - meanB ** 2))
}

/** Kolmogorov and Smirnov's distance times sqrt(n); above 1.95 with probability 0.001. */
function kolmogorovSmirnov(values: Float32Array, cdf: (x: number) => number): number {
  const sorted = values.slice().sort()
  let distance = 0
  for (const [i, value] of sorted.entries()) {
    const p = cdf(value)
    distance = Math.max(distance, p - i / sorted.length, (i + 1) / sorted.length - p)
  }
  return distance * Math.sqrt(sorted.length)
}

/** Phi(x) = 1/2 + phi(x) (x + x^3/3 + x^5/(3 5) + ...): Marsaglia, "Evaluating the normal distribution" (2004). */
function normalCdf(x: number): number {
  let sum = x
  for (let term = x, k = 3; Math.abs(term) > 1e-17; k += 2) {
    term *= (x * x) / k
    sum += term
  }
  return 0.5 + (sum * Math.exp(-0.5 * x * x)) / Math.sqrt(2 * Math.PI)
}

function chiSquare(counts: readonly number[]): number {
  const expected = counts.reduce((sum, count) => sum + count, 0) / counts.length
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
}

describe.each(['uniforms', 'normals'] as const)('%s', (kind) => {
  it('gives a prefix of a longer draw for every shorter length', () => {
    const stream = randomStream(3, 'prior', 5)
    const long = draw[kind](stream, 5000)
    for (const length of [0, 1, 2, 3, 2047, 2048, 2049, 4097])
      expect(draw[kind](stream, length)).toEqual(long.slice(0, length))
  })

  it('gives the same numbers whatever else was drawn', () => {
    const before = draw[kind](randomStream(3, 'prior', 5), 100)
    draw[kind](randomStream(4, 'other', 6), 777)
    permutation(randomStream(3, 'prior', 5), 100)
    expect(draw[kind](randomStream(3, 'prior', 5), 100)).toEqual(before)
  })

  it.each([
    ['names', randomStream(1, 'decoder', 0)],
    ['steps', randomStream(1, 'encoder', 1)],
    ['seeds', randomStream(2, 'encoder', 0)],
  ])('gives uncorrelated numbers for different %s', (_, other) => {
    const values = draw[kind](randomStream(1, 'encoder', 0), n)
    expect(Math.abs(correlation(values, draw[kind](other, n)))).toBeLessThan(4 / Math.sqrt(n))
  })

  it.each([1, 2, 3, 2048])('is not correlated with itself %d places on', (lag) => {
    const values = draw[kind](randomStream(1, 'encoder', 0), n)
    expect(Math.abs(correlation(values.slice(lag), values.slice(0, -lag)))).toBeLessThan(4 / Math.sqrt(n - lag))
  })
})

describe('uniforms', () => {
  it('takes number i from the upper 24 bits of word i', () => {
    const stream = randomStream(9, 'x', 2)
    const words = new Uint32Array(4)
    fillWords(stream, 0, 2, words)
    expect(Array.from(uniforms(stream, 4))).toEqual(Array.from(words, (word) => Math.floor(word / 256) / 16777216))
  })

  it.each([0, 1, 2])('fits the uniform distribution on [0, 1), seed %d', (seed) => {
    const values = uniforms(randomStream(seed, 'uniform', 0), n)
    expect(values.every((value) => value >= 0 && value < 1)).toBe(true)
    // Four standard deviations of the mean, and of the second moment (variance 1/5 - 1/9).
    expect(Math.abs(moment(values, 1) - 1 / 2)).toBeLessThan(4 * Math.sqrt(1 / 12 / n))
    expect(Math.abs(moment(values, 2) - 1 / 3)).toBeLessThan(4 * Math.sqrt(4 / 45 / n))
    expect(kolmogorovSmirnov(values, (x) => x)).toBeLessThan(1.95)
  })

  it.each([0, 8, 16])('has every value of the eight bits after %d equally often', (shift) => {
    const counts = new Array<number>(256).fill(0)
    for (const value of uniforms(randomStream(4, 'bits', 0), n)) {
      const bits = Math.floor((value * 2 ** (shift + 8)) % 256)
      counts[bits] = counts[bits]! + 1
    }
    // Chi-square with 255 degrees of freedom: mean 255, standard deviation 22.6.
    expect(Math.abs(chiSquare(counts) - 255)).toBeLessThan(4 * Math.sqrt(2 * 255))
  })
})

describe('normals', () => {
  it.each([0, 1, 2])('fits the standard normal distribution, seed %d', (seed) => {
    const values = normals(randomStream(seed, 'normal', 0), n)
    // E x = 0, E x^2 = 1, E x^3 = 0, E x^4 = 3, E x^6 = 15, E x^8 = 105: four standard deviations each.
    expect(Math.abs(moment(values, 1))).toBeLessThan(4 * Math.sqrt(1 / n))
    expect(Math.abs(moment(values, 2) - 1)).toBeLessThan(4 * Math.sqrt(2 / n))
    expect(Math.abs(moment(values, 3))).toBeLessThan(4 * Math.sqrt(15 / n))
    expect(Math.abs(moment(values, 4) - 3)).toBeLessThan(4 * Math.sqrt(96 / n))
    expect(kolmogorovSmirnov(values, normalCdf)).toBeLessThan(1.95)
  })

  it('makes the two numbers of a block independent, in their squares too', () => {
    const values = normals(randomStream(5, 'normal', 0), n)
    const even = values.filter((_, i) => i % 2 === 0)
    const odd = values.filter((_, i) => i % 2 === 1)
    const square = (x: number) => x * x
    expect(Math.abs(correlation(even, odd))).toBeLessThan(4 / Math.sqrt(n / 2))
    expect(Math.abs(correlation(even.map(square), odd.map(square)))).toBeLessThan(4 / Math.sqrt(n / 2))
  })
})

describe('permutation', () => {
  it.each([0, 1, 2, 3, 100, 2049, 8004])('holds each of %d places once', (length) => {
    const order = permutation(randomStream(1, 'data/order', 0), length)
    expect(order.slice().sort()).toEqual(Uint32Array.from({ length }, (_, i) => i))
  })

  it('gives the six orders of three equally often', () => {
    const counts = new Map<string, number>()
    for (let step = 0; step < 30_000; step++) {
      const order = permutation(randomStream(1, 'order', step), 3).join()
      counts.set(order, (counts.get(order) ?? 0) + 1)
    }
    expect(counts.size).toBe(6)
    // Chi-square with 5 degrees of freedom: above 20.5 with probability 0.001.
    expect(chiSquare([...counts.values()])).toBeLessThan(20.5)
  })

  it('puts the first and the last of many anywhere equally often', () => {
    const places = [new Array<number>(50).fill(0), new Array<number>(50).fill(0)] as const
    for (let step = 0; step < 20_000; step++) {
      const order = permutation(randomStream(2, 'order', step), 50)
      places[0][order.indexOf(0)]! += 1
      places[1][order.indexOf(49)]! += 1
    }
    for (const counts of places) expect(Math.abs(chiSquare(counts) - 49)).toBeLessThan(4 * Math.sqrt(2 * 49))
  })
})

describe('bernoulliBytes', () => {
  it.each([1, 783, 784, 2049, 9001])('compares uniform i with intensity i / 255, over %d pixels', (length) => {
    const stream = randomStream(6, 'data/digits', 12)
    const intensities = Uint8Array.from({ length }, (_, i) => (i * 97) % 256)
    const out = new Float32Array(length).fill(Number.NaN)
    bernoulliBytes(stream, intensities, out)
    const expected = uniforms(stream, length).map((u, i) => (u * 255 < intensities[i]! ? 1 : 0))
    expect(out).toEqual(expected)
  })

  it('draws a pixel alike whatever its neighbours are', () => {
    const stream = randomStream(6, 'data/digits', 12)
    const grey = new Uint8ClampedArray(784).fill(128)
    const sparse = grey.map((value, i) => (i % 7 === 0 ? value : 0))
    const [all, few] = [new Float32Array(784), new Float32Array(784)]
    bernoulliBytes(stream, grey, all)
    bernoulliBytes(stream, sparse, few)
    expect(few).toEqual(all.map((value, i) => (i % 7 === 0 ? value : 0)))
  })

  it('is 1 with probability intensity / 255, exactly never at 0 and always at 255', () => {
    const draws = 4000
    const intensities = Uint8Array.from({ length: 256 }, (_, v) => v)
    const sums = new Float32Array(256)
    const out = new Float32Array(256)
    for (let step = 0; step < draws; step++) {
      bernoulliBytes(randomStream(7, 'x', step), intensities, out)
      for (let v = 0; v < 256; v++) sums[v]! += out[v]!
    }
    expect([sums[0], sums[255]]).toEqual([0, draws])
    let chiSquared = 0
    for (let v = 1; v < 255; v++) {
      const p = v / 255
      chiSquared += (sums[v]! - draws * p) ** 2 / (draws * p * (1 - p))
    }
    // Chi-square with 254 degrees of freedom.
    expect(Math.abs(chiSquared - 254)).toBeLessThan(4 * Math.sqrt(2 * 254))
  })

  it('refuses places that are not as many as the intensities', () => {
    expect(() => bernoulliBytes(randomStream(0, 'x', 0), new Uint8Array(3), new Float32Array(4))).toThrow(
      /3 intensities .* received 4/,
    )
  })
})
