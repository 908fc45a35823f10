import { describe, expect, it } from 'vitest'
import { createBatcher, evaluationBatches } from './batches.ts'
import type { ByteDataset, ByteSplit, RealDataset, RealSplit, SplitName } from './dataset.ts'

/** Example i is the two bytes (i, 255 - i) with label i mod 7. */
function byteSplit(name: SplitName, count: number): ByteSplit {
  const labels = Uint8Array.from({ length: count }, (_, i) => i % 7)
  const images = Uint8Array.from({ length: 2 * count }, (_, j) => (j % 2 === 0 ? j / 2 : 255 - (j - 1) / 2))
  return { name, element: 'byte', count, images, labels }
}

/** Example i is the three numbers i, i + 1/4, i + 1/2. */
function realSplit(name: SplitName, count: number): RealSplit {
  const values = Float32Array.from({ length: 3 * count }, (_, j) => Math.floor(j / 3) + (j % 3) / 4)
  return { name, element: 'real', count, values, labels: new Uint8Array(count) }
}

const bytes: ByteDataset = {
  name: 'bytes',
  title: 'Bytes',
  shape: [2, 1, 1],
  classes: 7,
  levels: 256,
  train: byteSplit('train', 30),
  validation: byteSplit('validation', 5),
  test: byteSplit('test', 7),
}

const reals: RealDataset = {
  name: 'reals',
  title: 'Reals',
  shape: [3],
  classes: 1,
  train: realSplit('train', 30),
  validation: realSplit('validation', 5),
  test: realSplit('test', 7),
}

const options = { dataset: bytes, batchSize: 8, seed: 1, binarisation: 'none', streamName: 'data/digits' } as const

/** Indices of the first `length` places of the training sequence. */
function sequence(batchSize: number, length: number, seed = 1): number[] {
  const batcher = createBatcher({ ...options, batchSize, seed })
  const steps = Array.from({ length: Math.ceil(length / batchSize) }, (_, step) => step)
  return steps.flatMap((step) => Array.from(batcher.batch(step).indices)).slice(0, length)
}

describe('a batch', () => {
  it('depends on its step alone', () => {
    const dynamic = { ...options, binarisation: 'dynamic' } as const
    const inOrder = createBatcher(dynamic)
    const first = Array.from({ length: 20 }, (_, step) => inOrder.batch(step))
    for (const step of [19, 3, 4, 3, 0, 11])
      for (const batcher of [inOrder, createBatcher(dynamic)]) expect(batcher.batch(step)).toEqual(first[step])
  })

  it('holds the examples that its indices name, with their labels', () => {
    const { x, labels, indices } = createBatcher(options).batch(5)
    expect(indices.length).toBe(8)
    expect(Array.from(labels)).toEqual(Array.from(indices, (i) => i % 7))
    expect(x).toEqual(Float32Array.from([...indices].flatMap((i) => [i / 255, (255 - i) / 255])))
  })

  it('holds real values as they are', () => {
    const { x, indices } = createBatcher({ ...options, dataset: reals }).batch(2)
    expect(x).toEqual(Float32Array.from([...indices].flatMap((i) => [i, i + 0.25, i + 0.5])))
  })

  it('counts the epochs seen, itself included', () => {
    const batcher = createBatcher(options)
    expect([0, 1, 14].map((step) => batcher.batch(step).epoch)).toEqual([8 / 30, 16 / 30, 4])
  })

  it('has its own memory', () => {
    const batcher = createBatcher(options)
    const first = batcher.batch(0)
    const kept = first.x.slice()
    batcher.batch(1)
    expect(first.x).toEqual(kept)
  })
})

describe('the training sequence', () => {
  it('visits every example once in each epoch, in a new order, in batches that straddle epochs', () => {
    const visited = sequence(8, 5 * 30)
    const epochs = Array.from({ length: 5 }, (_, epoch) => visited.slice(30 * epoch, 30 * (epoch + 1)))
    const all = Array.from({ length: 30 }, (_, i) => i)
    for (const epoch of epochs) expect(epoch.toSorted((a, b) => a - b)).toEqual(all)
    expect(new Set(epochs.map((epoch) => epoch.join())).size).toBe(5)
  })

  it.each([1, 7, 30, 31, 100])('is the same in batches of %d, even larger than an epoch', (batchSize) => {
    expect(sequence(batchSize, 210)).toEqual(sequence(8, 210))
  })

  it('differs between seeds', () => {
    expect(sequence(8, 30, 2)).not.toEqual(sequence(8, 30, 1))
  })
})

describe('dynamic binarisation in training', () => {
  const grey: ByteDataset = {
    ...bytes,
    shape: [64],
    train: { ...byteSplit('train', 30), images: new Uint8Array(64 * 30).fill(128) },
  }
  const draws = (changes: { seed?: number; streamName?: string; batchSize?: number }, steps: number) => {
    const batcher = createBatcher({ ...options, dataset: grey, binarisation: 'dynamic', ...changes })
    return Array.from({ length: steps }, (_, step) => Array.from(batcher.batch(step).x)).flat()
  }

  it('draws independently for every example and every epoch', () => {
    const x = draws({}, 30)
    const examples = Array.from({ length: 240 }, (_, p) => x.slice(64 * p, 64 * (p + 1)).join(''))
    expect(new Set(examples).size).toBe(240)
    // 15,360 draws with probability 128 / 255: within four standard deviations.
    const mean = x.reduce((sum, value) => sum + value, 0) / x.length
    expect(Math.abs(mean - 128 / 255)).toBeLessThan(4 * Math.sqrt(0.25 / x.length))
  })

  it('does not depend on the batch size, but on seed and stream name', () => {
    expect(draws({ batchSize: 10 }, 4)).toEqual(draws({ batchSize: 40 }, 1))
    expect(draws({ seed: 2 }, 1)).not.toEqual(draws({}, 1))
    expect(draws({ streamName: 'data/other' }, 1)).not.toEqual(draws({}, 1))
  })
})

describe('evaluationBatches', () => {
  it('gives the whole split once, in order, the last batch smaller', () => {
    const batches = [...evaluationBatches(bytes.test, 3, 'none')]
    expect(batches.map(({ indices }) => Array.from(indices))).toEqual([[0, 1, 2], [3, 4, 5], [6]])
    expect(batches.flatMap(({ x }) => Array.from(x))).toEqual(
      Array.from(bytes.test.images, (v) => Math.fround(v / 255)),
    )
    expect(batches.flatMap(({ labels }) => Array.from(labels))).toEqual([0, 1, 2, 3, 4, 5, 6])
  })

  it('draws the same each time and whatever the batch size', () => {
    const drawn = (batchSize: number) =>
      [...evaluationBatches(bytes.test, batchSize, 'dynamic')].flatMap(({ x }) => Array.from(x))
    expect(drawn(3)).toEqual(drawn(7))
    expect(drawn(3)).toHaveLength(14)
  })
})

describe('usage errors', () => {
  it.each([0, -1, 1.5, Number.NaN])('refuses a batch size of %s', (batchSize) => {
    expect(() => createBatcher({ ...options, batchSize })).toThrow(/batch size must be an integer from 1, received/)
    expect(() => evaluationBatches(bytes.test, batchSize, 'none')).toThrow(/batch size must be an integer/)
  })

  it.each([-1, 0.5, Number.NaN])('refuses step %s', (step) => {
    expect(() => createBatcher(options).batch(step)).toThrow(/training step must be an integer from 0, received/)
  })

  it('refuses to binarise real values', () => {
    expect(() => createBatcher({ ...options, dataset: reals, binarisation: 'dynamic' })).toThrow(
      /cannot be binarised: expected 'none', received 'dynamic'/,
    )
  })

  it('refuses an empty split', () => {
    expect(() => evaluationBatches(byteSplit('validation', 0), 3, 'none')).toThrow(/validation split holds no examples/)
  })
})

describe('stepsForEpochs', () => {
  it('is the smallest number of steps that covers the epochs', () => {
    const batcher = createBatcher(options)
    for (const epochs of [0.5, 1, 2, 4, 7]) {
      const steps = batcher.stepsForEpochs(epochs)
      expect(batcher.batch(steps - 1).epoch).toBeGreaterThanOrEqual(epochs)
      expect(batcher.batch(steps - 2).epoch).toBeLessThan(epochs)
    }
    expect(batcher.stepsForEpochs(0)).toBe(0)
  })

  it.each([-1, Number.NaN, Number.POSITIVE_INFINITY])('refuses %s epochs', (epochs) => {
    expect(() => createBatcher(options).stepsForEpochs(epochs)).toThrow(/epochs must be finite/)
  })
})
