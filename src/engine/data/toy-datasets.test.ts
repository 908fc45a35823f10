import { beforeAll, describe, expect, it, test } from 'vitest'
import { randomStream } from '../random/random-stream.ts'
import { createBatcher } from './batches.ts'
import { builtInDatasets } from './built-in-datasets.ts'
import { parseDatasetAddress } from './dataset-address.ts'
import { toyFacts } from './dataset-facts.ts'
import type { KnownDensity } from './densities/known-density.ts'
import { loadDataset } from './load.ts'
import { toyDensity } from './toy-datasets.ts'

const draws = 20_000

function densityAt(address: string): KnownDensity {
  const { name, parameters } = parseDatasetAddress(address)
  return toyDensity(name, parameters)
}

/** Values of log p at the draws. */
const logDensities = (density: KnownDensity, points: Float32Array): number[] =>
  Array.from({ length: points.length / density.dimensions }, (_, i) =>
    density.logDensity(points.subarray(density.dimensions * i, density.dimensions * (i + 1))),
  )

function meanAndError(values: readonly number[]): { mean: number; error: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1)
  return { mean, error: Math.sqrt(variance / values.length) }
}

/** A square or an interval around the draws of every toy, and the cells that its density is integrated in. */
const extents: Readonly<Record<string, { readonly reach: number; readonly cells: number }>> = {
  'two-moons': { reach: 3, cells: 240 },
  circles: { reach: 5, cells: 240 },
  'eight-gaussians': { reach: 5.6, cells: 192 },
  'gaussian-grid': { reach: 4.5, cells: 480 },
  checkerboard: { reach: 6, cells: 240 },
  pinwheel: { reach: 5, cells: 240 },
  'two-spirals': { reach: 4.4, cells: 192 },
  ring: { reach: 3, cells: 192 },
  rings: { reach: 3.8, cells: 288 },
  'swiss-roll': { reach: 4.6, cells: 144 },
  gaussian: { reach: 9, cells: 480 },
  'gaussian-mixture': { reach: 9, cells: 480 },
}

test('every toy is tried', () => {
  expect(Object.keys(extents)).toEqual([...toyFacts.keys()])
})

describe.each(Object.entries(extents))('%s', (name, { reach, cells }) => {
  const density = densityAt(name)
  const { dimensions } = density
  const step = (2 * reach) / cells
  const rows = dimensions === 2 ? cells : 1
  /** By rows of midpoints. */
  const logDensity = new Float64Array(cells * rows)

  beforeAll(() => {
    for (let row = 0; row < rows; row++)
      for (let column = 0; column < cells; column++) {
        const point = [column, row].slice(0, dimensions).map((place) => -reach + (place + 0.5) * step)
        logDensity[row * cells + column] = density.logDensity(point)
      }
  })

  it('has a density that integrates to one', () => {
    const integral = logDensity.reduce((sum, logP) => sum + Math.exp(logP), 0) * step ** dimensions
    expect(Math.abs(integral - 1)).toBeLessThan(1e-4)
  })

  it('has the entropy -integral p ln p', () => {
    const terms = logDensity.map((logP) => (logP > Number.NEGATIVE_INFINITY ? -Math.exp(logP) * logP : 0))
    const { value, ...rest } = density.entropy()
    const error = rest.kind === 'estimate' ? rest.error : 0
    expect(Math.abs(value - terms.reduce((sum, term) => sum + term, 0) * step ** dimensions)).toBeLessThan(error + 2e-4)
  })

  it('is drawn from as its density says, cell by cell', () => {
    // Coarser cells, each of whole cells of the grid.
    const side = dimensions === 2 ? 12 : 24
    const index = (x: number) => Math.floor(((x + reach) / (2 * reach)) * side)
    const cellOf = (x: number, y: number) => index(x) * side + index(y)
    const expected = new Float64Array(side * side)
    for (const [place, logP] of logDensity.entries()) {
      const [column, row] = [place % cells, Math.floor(place / cells)]
      const at = (i: number) => -reach + (i + 0.5) * step
      expected[cellOf(at(column), dimensions === 2 ? at(row) : 0)]! += draws * Math.exp(logP) * step ** dimensions
    }
    const counts = new Float64Array(side * side)
    const points = density.sample(draws, randomStream(11, name, 0))
    let outside = 0
    for (let i = 0; i < draws; i++) {
      const [x, y] = [points[dimensions * i]!, dimensions === 2 ? points[dimensions * i + 1]! : 0]
      if (Math.max(Math.abs(x), Math.abs(y)) < reach) counts[cellOf(x, y)]! += 1
      else outside++
    }
    // Cells with few expected draws are counted together.
    const full = [...expected.keys()].filter((cell) => expected[cell]! >= 10)
    const inFull = (values: Float64Array) => full.reduce((sum, cell) => sum + values[cell]!, 0)
    const chiSquare = full.reduce((sum, cell) => sum + (counts[cell]! - expected[cell]!) ** 2 / expected[cell]!, 0)
    const freedom = full.length - 1
    expect(full.length).toBeGreaterThan(5)
    expect(chiSquare).toBeLessThan(freedom + 4 * Math.sqrt(2 * freedom))
    expect(Math.abs(inFull(counts) - inFull(expected))).toBeLessThan(
      4 * Math.sqrt(Math.max(draws - inFull(expected), 0)) + 10,
    )
    expect(outside).toBeLessThan(5)
  })

  it('has the mean of -ln p for its entropy', () => {
    const { mean, error } = meanAndError(logDensities(density, density.sample(draws, randomStream(12, name, 0))))
    expect(Math.abs(-mean - density.entropy().value)).toBeLessThan(4 * error + 1e-4)
  })

  it('draws the same from the same stream, and else another', () => {
    const draw = (step: number) => density.sample(50, randomStream(3, name, step))
    expect(draw(4)).toEqual(draw(4))
    expect(draw(4)).toHaveLength(50 * dimensions)
    expect(draw(4)).not.toEqual(draw(5))
  })

  it('is a dataset with fixed splits and endless training', async () => {
    const dataset = await loadDataset(name, () => Promise.reject(new Error('no file')))
    if (!('source' in dataset)) throw new Error(`${name} has no source`)
    const { title, sizes, shape } = builtInDatasets.facts(name)
    expect(dataset).toMatchObject({ name, title, shape, classes: 1 })
    const splits = [dataset.train, dataset.validation, dataset.test]
    expect(splits.map(({ count }) => count)).toEqual(Object.values(sizes))
    expect(splits.map(({ values }) => values.length)).toEqual(splits.map(({ count }) => count * dimensions))
    expect(new Set(splits.map(({ values }) => values.slice(0, 5).join())).size).toBe(3)
    const batcher = (seed: number) =>
      createBatcher({ dataset, batchSize: 64, seed, binarisation: 'none', streamName: 'data/points' })
    const first = batcher(1).batch(7)
    expect(first.x).toEqual(dataset.source?.sample(64, randomStream(1, 'data/points', 7)))
    expect(first.labels).toEqual(new Uint8Array(64))
    expect([first.indices[0], first.epoch]).toEqual([448, 512 / 10_000])
    expect(batcher(2).batch(7).x).not.toEqual(first.x)
    expect(batcher(1).batch(8).x).not.toEqual(first.x)
    expect(batcher(1).stepsForEpochs(1)).toBe(157)
  })
})

// Entropies in nats found by others: Monte Carlo on the exact densities, to about 0.005; for the last three estimates from
// the distances of nearest neighbours of a million draws. WGAN-GP divides by sqrt(2) and 2 sqrt(2).
test.each([
  ['two-moons', 1.006, 0.006],
  ['two-moons?noise=0.05', 0.286, 0.006],
  ['eight-gaussians', 2.833, 0.003],
  ['eight-gaussians?radius=1.4142&deviation=0.01414', -3.601, 0.004],
  ['eight-gaussians?radius=1&deviation=0.01', -4.294, 0.004],
  ['gaussian-grid', 0.066, 0.003],
  ['gaussian-grid?spacing=0.70711&deviation=0.017678', -2.013, 0.003],
  ['checkerboard', Math.log(32), 1e-12],
  ['rings', 2.617, 0.008],
  ['circles', 3.27, 0.004],
  ['gaussian', 1.419, 0.0005],
  ['pinwheel', 2.315, 0.005],
  ['two-spirals', 2.644, 0.005],
  ['swiss-roll', 2.668, 0.005],
])('the entropy of %s is %d', (address, expected, within) => {
  expect(Math.abs(densityAt(address).entropy().value - expected)).toBeLessThan(within)
})

test.each([
  ['eight-gaussians?radius=3', 8, 3],
  ['gaussian-grid?spacing=2', 25, Math.SQRT2 * 4],
  ['gaussian-mixture?components=5&spacing=2&mean=1', 5, 5],
])('the modes of %s are %d', (address, count, farthest) => {
  const { modes } = densityAt(address)
  expect(modes?.centres).toHaveLength(count)
  expect(Math.max(...(modes?.centres.map((centre) => Math.hypot(...centre)) ?? []))).toBeCloseTo(farthest, 12)
})

test('far away a density is small, not nothing', () => {
  for (const address of ['two-moons', 'rings', 'eight-gaussians', 'swiss-roll', 'two-spirals']) {
    const logP = densityAt(address).logDensity([60, -40])
    expect(Number.isFinite(logP)).toBe(true)
    expect(logP).toBeLessThan(-1000)
  }
  expect(densityAt('checkerboard').logDensity([4.1, 0])).toBe(Number.NEGATIVE_INFINITY)
})
