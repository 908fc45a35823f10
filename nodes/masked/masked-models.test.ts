// Masked models against brute force: all probabilities of a small space, all dependences, all draws.
import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-core/dist/register_all_gradients'
import '@tensorflow/tfjs-backend-cpu'
import { beforeAll, describe, expect, test } from 'vitest'
import { initialTensor } from '../../src/engine/math/initialise.ts'
import { normals } from '../../src/engine/random/draws.ts'
import { randomStream } from '../../src/engine/random/random-stream.ts'
import type { Model } from '../../src/runtime/program/model.ts'
import {
  allBinary,
  compileSmall,
  gatedGraph,
  likelihoodAt,
  logProbs,
  madeGraph,
  pixelGraph,
  type SmallGraph,
  smallModel,
  totalProbability,
  trainingLoss,
} from './fixtures/small-models.ts'

beforeAll(() => tf.setBackend('cpu'))

const maskedConv = ['masked/masked-conv2d', { filters: 4, activation: 'tanh' }] as const
const block = ['masked/residual-block', { activation: 'tanh' }] as const

const madeSettings = [
  { hidden: [12] },
  { hidden: [12], order: 'random', seed: 4 },
  { hidden: [12, 7], order: 'reversed' },
  { hidden: [9, 7, 11], activation: 'tanh' },
  { hidden: [3], direct: true },
  { hidden: [] },
  { hidden: [6, 5], order: 'random', direct: true, seed: 9 },
  { hidden: [12], order: 'chosen', sequence: [3, 1, 8, 2, 7, 4, 6, 5] },
]

describe('the probabilities of all examples add up to one', () => {
  test.each(madeSettings)('MADE on 8 elements, %j', (params) => {
    expect(totalProbability(logProbs(smallModel(madeGraph(params, [8])), allBinary([8])))).toBeCloseTo(1, 5)
  })

  test.each([
    { hidden: [10], masks: 3 },
    { hidden: [10], masks: 3, order: 'reversed' },
    { hidden: [10, 8], masks: 3, order: 'random', direct: true, seed: 2 },
  ])('MADE with several masks, together and each alone, %j', (params) => {
    const model = smallModel(madeGraph(params, [8]))
    const points = allBinary([8])
    const together = logProbs(model, points)
    expect(totalProbability(together)).toBeCloseTo(1, 5)
    const alone = [0, 1, 2].map((mask) => {
      setTurn(model, mask)
      return tf.split(points, 256).map((point: tf.Tensor) => -trainingLoss(model, point))
    })
    for (const logs of alone) expect(totalProbability(logs)).toBeCloseTo(1, 5)
    expect(alone[0]).not.toEqual(alone[1])
    for (const [i, log] of together.entries()) {
      const mean = alone.reduce((sum, logs) => sum + Math.exp(logs[i]!), 0) / 3
      expect(Math.exp(log)).toBeCloseTo(mean, 6)
    }
  })

  test.each([
    ['type A, then B', pixelGraph([3, 3, 1], [maskedConv])],
    ['type A, then residual blocks', pixelGraph([3, 3, 1], [block, block])],
    ['gated', gatedGraph([3, 3, 1], 3)],
  ])('PixelCNN on 3 × 3 pixels, %s', (_, graph) => {
    expect(totalProbability(logProbs(smallModel(graph), allBinary([3, 3, 1])))).toBeCloseTo(1, 5)
  })

  test('categories of two levels from a masked autoencoder and a masked convolution', () => {
    const categorical = (network: SmallGraph['nodes'][number], shape: readonly number[]): SmallGraph => ({
      data: { shape },
      nodes: [network, ['likelihood', 'stochastic/categorical-likelihood', { levels: '2' }]],
      wires: [`data.x -> ${network[0]}.x`, `${network[0]}.y -> likelihood.logits`, 'likelihood.p -> nll.likelihood'],
    })
    const made = categorical(['made', 'masked/made', { hidden: [9], output: 'several', outputs: 2 }], [2, 2, 2])
    expect(totalProbability(logProbs(smallModel(made), allBinary([2, 2, 2])))).toBeCloseTo(1, 5)
    const conv = categorical(['conv', 'masked/masked-conv2d', { filters: 2, mask: 'A' }], [3, 3, 1])
    expect(totalProbability(logProbs(smallModel(conv), allBinary([3, 3, 1])))).toBeCloseTo(1, 5)
  })
})

describe('the masks', () => {
  test.each([
    { hidden: [8], order: 'natural' },
    { hidden: [20, 9, 13], order: 'natural' },
    { hidden: [8, 8], order: 'random', seed: 6 },
    { hidden: [9, 8], order: 'reversed' },
    { hidden: [9, 8], order: 'chosen', sequence: [3, 1, 8, 2, 7, 4, 6, 5] },
  ])('lead from each element to exactly the later ones, %j', (params) => {
    const { parameters } = compileSmall(madeGraph(params, [8]))
    const degrees = (layer: string, side: string) => {
      const spec = parameters.find(({ name }) => name === `made/${layer}/${side}Degrees`)
      return [...initialTensor(spec!, 0)]
    }
    const layers = [...params.hidden.map((_, i) => `hidden${i + 1}`), 'output']
    const paths = layers
      .map((layer) => degrees(layer, 'input').map((from) => degrees(layer, 'output').map((to) => Number(to >= from))))
      .reduce((a, b) => a.map((row) => b[0]!.map((_, k) => row.reduce((sum, n, j) => sum + n * b[j]![k]!, 0))))
    const order = degrees('hidden1', 'input')
    expect([...order].sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
    for (const [from, row] of paths.entries()) {
      for (const [to, count] of row.entries()) expect(count > 0).toBe(order[from]! < order[to]!)
    }
  })

  test('follow a chosen sequence', () => {
    const sequence = [3, 1, 8, 2, 7, 4, 6, 5]
    const { parameters } = compileSmall(madeGraph({ hidden: [8], order: 'chosen', sequence }, [8]))
    const spec = parameters.find(({ name }) => name === 'made/hidden1/inputDegrees')
    // The first element is the second of the sequence, the second its fourth, and so on.
    expect([...initialTensor(spec!, 0)]).toEqual([2, 4, 1, 6, 8, 7, 5, 3])
  })

  test.each([[[]], [[1, 2, 3]], [[1, 2, 3, 4, 5, 6, 7, 7]], [[2, 3, 4, 5, 6, 7, 8, 9]]])(
    'reject a sequence that does not name every element once: %j',
    (sequence) => {
      expect(() => compileSmall(madeGraph({ hidden: [8], order: 'chosen', sequence }, [8]))).toThrow(
        'each number from 1 to 8 once',
      )
    },
  )

  test('random ones only remove connections', () => {
    const { parameters } = compileSmall(madeGraph({ hidden: [6, 6], masks: 4, order: 'random' }, [8]))
    const rows = (name: string) => tf.tensor(initialTensor(parameters.find((spec) => spec.name === name)!, 0), [4, 6])
    const [first, second] = [rows('made/hidden1/outputDegrees'), rows('made/hidden2/outputDegrees')]
    expect(tf.min(first).dataSync()[0]).toBeGreaterThanOrEqual(1)
    expect(tf.max(second).dataSync()[0]).toBeLessThanOrEqual(7)
    const lowest = tf.min(first, 1).dataSync()
    for (const [mask, low] of [...tf.min(second, 1).dataSync()].entries())
      expect(low).toBeGreaterThanOrEqual(lowest[mask]!)
  })
})

/** logits `[elements, elements]`: row i is the change of every logit when element i is moved. */
function changes(model: Model, shape: readonly number[], by: number): number[][] {
  const size = shape.reduce((product, extent) => product * extent, 1)
  const base = normals(randomStream(2, 'base', 0), size)
  const logits = (values: Float32Array) => {
    const p = likelihoodAt(model, tf.tensor(values, [1, ...shape]))
    return p.family === 'bernoulli' ? [...p.parameters.logits.dataSync()] : expect.fail('not Bernoulli')
  }
  const before = logits(base)
  return Array.from({ length: size }, (_, i) => {
    const moved = base.slice()
    moved[i]! += by
    return logits(moved).map((logit, j) => logit - before[j]!)
  })
}

const raster = (size: number) => Array.from({ length: size }, (_, i) => i + 1)

describe('an element changes exactly the logits of the later ones', () => {
  test.each([
    ['MADE', madeGraph({ hidden: [16], activation: 'tanh' }, [3, 3]), [3, 3]],
    ['MADE with direct connections', madeGraph({ hidden: [4], direct: true }, [9]), [9]],
    ['gated PixelCNN, without a blind spot', gatedGraph([4, 4, 1], 5), [4, 4, 1]],
  ])('%s', (_, graph, shape) => {
    const model = smallModel(graph)
    const order = raster(shape.reduce((a, b) => a * b, 1))
    const [large, small] = [changes(model, shape, 1000), changes(model, shape, 0.25)]
    for (const [i, row] of small.entries()) {
      for (const [j, change] of row.entries()) {
        const isBehind = order[j]! > order[i]!
        expect(change !== 0, `${i} on ${j}`).toBe(isBehind)
        if (!isBehind) expect(large[i]![j]).toBe(0)
      }
    }
  })

  test('a plain PixelCNN sees no later pixel, and not all previous ones because of its blind spot', () => {
    const model = smallModel(pixelGraph([4, 4, 1], [maskedConv, maskedConv, maskedConv, maskedConv]))
    const [large, small] = [changes(model, [4, 4, 1], 1000), changes(model, [4, 4, 1], 0.25)]
    for (const [i, row] of small.entries()) {
      for (const [j, change] of row.entries()) {
        const [down, left] = [Math.floor(j / 4) - Math.floor(i / 4), (j % 4) - (i % 4)]
        // Each row up reveals one more column to the right.
        const isSeen = (down === 0 && left > 0) || (down > 0 && -left <= down)
        expect(change !== 0, `${i} on ${j}`).toBe(isSeen)
        if (!isSeen) expect(large[i]![j]).toBe(0)
      }
    }
  })
})

function setTurn(model: Model, turn: number): void {
  for (const { name } of model.program.parameters) {
    if (name.endsWith('/turn')) model.parameters.get(name).assign(tf.scalar(turn))
  }
}
