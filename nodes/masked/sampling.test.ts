// The sampler of an autoregressive model, compared with one that runs the whole model once per element, and with the
// probabilities of all outcomes.

import * as tf from '@tensorflow/tfjs-core'
import { noConditions } from '../../src/runtime/program/data-feed.ts'
import '@tensorflow/tfjs-backend-cpu'
import { beforeAll, describe, expect, test } from 'vitest'
import { initialTensor } from '../../src/engine/math/initialise.ts'
import { type Shape, sizeOf } from '../../src/graph/signals.ts'
import { drawSamples } from '../../src/runtime/evaluation/generation.ts'
import type { Model } from '../../src/runtime/program/model.ts'
import {
  allBinary,
  gatedGraph,
  logProbs,
  madeGraph,
  pixelGraph,
  type SmallGraph,
  smallModel,
  sweep,
} from './fixtures/small-models.ts'

beforeAll(() => tf.setBackend('cpu'))

const count = 5
const maskedConv = ['masked/masked-conv2d', { filters: 4, activation: 'tanh' }] as const
const raster = (shape: Shape) => Array.from({ length: sizeOf(shape) }, (_, i) => i)

/** Positions in the order of the masks. */
function orderOf(model: Model): readonly number[] {
  const spec = model.program.parameters.find(({ name }) => name === 'made/hidden1/inputDegrees')
  const degrees = [...initialTensor(spec!, 0)]
  return degrees.map((_, i) => i).sort((a, b) => degrees[a]! - degrees[b]!)
}

/** One element after another, each drawn once given the previous ones. */
function ancestral(model: Model, shape: Shape, order: readonly number[], seed: number): Float32Array {
  const size = sizeOf(shape)
  const x = new Float32Array(count * size)
  for (const place of order) {
    const drawn = sweep(model, seed, tf.tensor(x, [count, ...shape]))
    for (let row = 0; row < count; row++) x[row * size + place] = drawn[row * size + place]!
  }
  return x
}

const network = (
  kind: string,
  params: Record<string, string | number | readonly number[]>,
  wires: readonly string[],
  likelihood: SmallGraph['nodes'][number],
  data: SmallGraph['data'],
): SmallGraph => ({
  data,
  nodes: [['net', kind, params], likelihood],
  wires: ['data.x -> net.x', ...wires, 'likelihood.p -> nll.likelihood'],
})

describe('samples equal those drawn with one pass per element', () => {
  const shapes: readonly (readonly [string, SmallGraph])[] = [
    ['MADE', madeGraph({ hidden: [12] }, [8])],
    ['MADE with several masks in one order', madeGraph({ hidden: [12], masks: 3 }, [2, 4])],
    ['PixelCNN', pixelGraph([4, 4, 1], [maskedConv])],
    ['PixelCNN of two colours', pixelGraph2()],
    ['gated PixelCNN', gatedGraph([4, 4, 1], 3)],
    [
      'MADE with 256 levels',
      network(
        'masked/made',
        { hidden: [12], output: 'several', outputs: 256 },
        ['net.y -> likelihood.logits'],
        ['likelihood', 'stochastic/categorical-likelihood', { levels: '256' }],
        { shape: [5], range: 'levels256' },
      ),
    ],
    [
      'MADE with mixtures of logistics, rounded to levels',
      network(
        'masked/made',
        { hidden: [12], output: 'several', outputs: 6 },
        ['net.y -> likelihood.parameters'],
        ['likelihood', 'stochastic/discretised-logistic-mixture', { components: 2 }],
        { shape: [5], range: 'levels256' },
      ),
    ],
  ]

  test.each(shapes)('%s', async (_, graph) => {
    const model = smallModel(graph)
    const { shape } = graph.data
    for (const seed of [1, 2]) {
      const drawn = await drawSamples(model, noConditions, { seed, count })
      expect(drawn.shape).toEqual([count, ...shape])
      expect(drawn.values).toEqual(ancestral(model, shape, raster(shape), seed))
    }
  })

  test('MADE with mixtures of logistics of real numbers, to rounding', async () => {
    const graph = network(
      'masked/made',
      { hidden: [12], output: 'several', outputs: 6 },
      ['net.y -> likelihood.parameters'],
      ['likelihood', 'stochastic/logistic-mixture', { components: 2 }],
      { shape: [5], range: 'real' },
    )
    const model = smallModel(graph)
    const drawn = (await drawSamples(model, noConditions, { seed: 1, count })).values
    for (const [i, value] of ancestral(model, [5], raster([5]), 1).entries())
      expect(Math.abs(drawn[i]! - value)).toBeLessThan(1e-5 * Math.max(1, Math.abs(value)))
  })

  test.each([
    { hidden: [12], order: 'random', seed: 8 },
    { hidden: [12], order: 'reversed' },
    { hidden: [12], order: 'chosen', sequence: [3, 1, 8, 2, 7, 4, 6, 5] },
  ])('MADE in another order, %j', async (params) => {
    const model = smallModel(madeGraph(params, [8]))
    const order = orderOf(model)
    expect(order).not.toEqual(raster([8]))
    expect((await drawSamples(model, noConditions, { seed: 1, count })).values).toEqual(ancestral(model, [8], order, 1))
  })
})

function pixelGraph2(): SmallGraph {
  const graph = pixelGraph([3, 3, 2], [maskedConv])
  return {
    ...graph,
    nodes: graph.nodes.map((node) => (node[0] === 'logits' ? [node[0], node[1], { filters: 2, kernelSize: 1 }] : node)),
  }
}

// Pearson's statistic with 15 degrees of freedom exceeds 44.3 once in 10,000 seeds.
test.each([
  ['MADE', { hidden: [6] }],
  ['MADE in a random order', { hidden: [6], order: 'random', seed: 3 }],
  ['MADE with several masks and orders', { hidden: [6], masks: 4, order: 'random', seed: 3 }],
])('the frequencies of outcomes match their probabilities: %s', async (_, params) => {
  const model = smallModel(madeGraph(params, [4]))
  const draws = 20_000
  const { values } = await drawSamples(model, noConditions, { seed: 7, count: draws })
  const counts = new Array<number>(16).fill(0)
  for (let row = 0; row < draws; row++) {
    const outcome = [0, 1, 2, 3].reduce((code, i) => code + values[4 * row + i]! * 2 ** i, 0)
    counts[outcome]! += 1
  }
  const expected = logProbs(model, allBinary([4])).map((log) => draws * Math.exp(log))
  expect(Math.min(...expected)).toBeGreaterThan(5)
  const statistic = counts.reduce((sum, n, i) => sum + (n - expected[i]!) ** 2 / expected[i]!, 0)
  expect(statistic).toBeLessThan(44.3)
})
