// Samples drawn element by element, computing each activation once, equal those of sweeps over all elements with the same random
// numbers: exactly if elements come from a finite set, up to rounding if they are real.

import * as tf from '@tensorflow/tfjs-core'
import { noConditions } from '../../src/runtime/program/data-feed.ts'
import '@tensorflow/tfjs-backend-cpu'
import { beforeAll, describe, expect, test } from 'vitest'
import { drawSamples } from '../../src/runtime/evaluation/generation.ts'
import { drawFromLine } from '../../src/runtime/evaluation/model-line.ts'
import type { Op, Ops } from '../../src/runtime/op-of.ts'
import { createModel, type Model } from '../../src/runtime/program/model.ts'
import { gatedGraph, madeGraph, pixelGraph, type SmallGraph, smallModel, sweep } from './fixtures/small-models.ts'

beforeAll(() => tf.setBackend('cpu'))

const count = 9

/** The same op without support for single elements. */
const withoutRule = (op: Op): Op => ((...given) => op(...given)) as Op

/** The same model with the same weights, forced to sweep. */
function sweeping(model: Model, isStripped: (kind: string) => boolean = () => true): Model {
  const ops: Ops = new Map([...model.ops].map(([kind, op]) => [kind, isStripped(kind) ? withoutRule(op) : op]))
  const twin = createModel(model.program, ops)
  for (const [name, variable] of model.parameters.variables) twin.parameters.get(name).assign(variable)
  return twin
}

const maskedConv = ['masked/masked-conv2d', { filters: 4, activation: 'relu' }] as const
const head = (filters: number, likelihood: SmallGraph['nodes'][number], port: string, before: string) => ({
  nodes: [['logits', 'layers/conv2d', { filters, kernelSize: 1 }] as const, likelihood],
  wires: [`${before}.y -> logits.x`, `logits.y -> likelihood.${port}`, 'likelihood.p -> nll.likelihood'],
})

/** Levels in several channels, through a first layer, a layer of type B and what `middle` puts between. */
function levels(
  filters: number,
  likelihood: SmallGraph['nodes'][number],
  port: string,
  range: 'binary' | 'levels256' = 'levels256',
): SmallGraph {
  const end = head(filters, likelihood, port, 'second')
  return {
    data: { shape: [3, 4, 3], range },
    nodes: [
      ['unit', 'layers/rescale', { scale: 1 / 127.5, shift: -1 }],
      ['first', 'masked/masked-conv2d', { filters: 6, mask: 'A', kernelSize: 5 }],
      ['second', 'masked/masked-conv2d', { filters: 6, mask: 'B', activation: 'elu' }],
      ...end.nodes,
    ],
    wires: ['data.x -> unit.x', 'unit.y -> first.x', 'first.y -> second.x', ...end.wires],
  }
}

/** All layers that treat positions separately, joined in every way. */
const joined: SmallGraph = (() => {
  const end = head(1, ['likelihood', 'stochastic/bernoulli-likelihood'], 'logits', 'kept')
  return {
    data: { shape: [4, 5, 1] },
    nodes: [
      ['first', 'masked/masked-conv2d', { filters: 4, mask: 'A', kernelSize: 3 }],
      ['normed', 'layers/layer-norm'],
      ['bent', 'layers/activation', { function: 'swish' }],
      ['next', 'masked/masked-conv2d', { filters: 6, mask: 'B', kernelSize: 2 }],
      ['beside', 'layers/concat'],
      ['gate', 'layers/gated-activation'],
      ['sum', 'layers/add'],
      ['wide', 'layers/conv2d', { filters: 5, kernelSize: 1, activation: 'softplus' }],
      ['kept', 'layers/dropout', { rate: 0.4 }],
      ...end.nodes,
    ],
    wires: [
      'data.x -> first.x',
      'first.y -> normed.x',
      'normed.y -> bent.x',
      'bent.y -> next.x',
      'bent.y -> beside.x1',
      'next.y -> beside.x2',
      'beside.y -> gate.x',
      'gate.y -> sum.x1',
      'gate.y -> sum.x2',
      'sum.y -> wide.x',
      'wide.y -> kept.x',
      ...end.wires,
    ],
  }
})()

const madeOf = (
  output: object,
  likelihood: SmallGraph['nodes'][number],
  wires: readonly string[],
  data: SmallGraph['data'],
) => ({
  data,
  nodes: [['made', 'masked/made', { hidden: [12, 9], order: 'random', seed: 5, ...output }] as const, likelihood],
  wires: ['data.x -> made.x', ...wires, 'likelihood.p -> nll.likelihood'],
})

const finite: readonly (readonly [string, SmallGraph])[] = [
  ['MADE', madeGraph({ hidden: [12] }, [8])],
  ['MADE without hidden layers', madeGraph({ hidden: [] }, [6])],
  [
    'MADE in a random order, with direct connections',
    madeGraph({ hidden: [9, 14], order: 'random', direct: true }, [3, 4]),
  ],
  ['MADE with several masks', madeGraph({ hidden: [12, 12], masks: 3 }, [2, 4])],
  [
    'MADE with several masks and orders',
    madeGraph({ hidden: [12], masks: 4, order: 'random', direct: true }, [2, 3, 2]),
  ],
  ['PixelCNN', pixelGraph([5, 4, 1], [maskedConv, maskedConv])],
  ['PixelCNN with residual blocks', pixelGraph([5, 5, 1], [['masked/residual-block', { kernelSize: 3 }]])],
  ['gated PixelCNN', gatedGraph([4, 5, 1], 3)],
  ['all other layers', joined],
  [
    'two categories of three colours',
    levels(6, ['likelihood', 'stochastic/categorical-likelihood', { levels: '2' }], 'logits', 'binary'),
  ],
  [
    'mixtures of logistics for three colours',
    levels(18, ['likelihood', 'stochastic/discretised-logistic-mixture', { components: 2 }], 'parameters'),
  ],
  [
    'MADE with categories',
    madeOf(
      { output: 'several', outputs: 256 },
      ['likelihood', 'stochastic/categorical-likelihood', { levels: '256' }],
      ['made.y -> likelihood.logits'],
      { shape: [5], range: 'levels256' },
    ),
  ],
]

const real: readonly (readonly [string, SmallGraph])[] = [
  [
    'separate variances',
    madeOf(
      { output: 'gaussian', activation: 'tanh' },
      ['likelihood', 'stochastic/gaussian-likelihood', { variance: 'predicted' }],
      ['made.mean -> likelihood.mean', 'made.logVariance -> likelihood.logVariance'],
      { shape: [7], range: 'real' },
    ),
  ],
  ...['shared', 'fixed'].map((variance): [string, SmallGraph] => [
    `a ${variance} variance`,
    madeOf({}, ['likelihood', 'stochastic/gaussian-likelihood', { variance }], ['made.y -> likelihood.mean'], {
      shape: [7],
      range: 'real',
    }),
  ]),
]

describe('drawn element by element, samples are those of sweeps', () => {
  test.each(finite)('%s', async (_, graph) => {
    const model = smallModel(graph)
    const swept = sweeping(model)
    for (const seed of [1, 2]) {
      const drawn = await drawFromLine(model, seed, count)
      expect(await drawFromLine(swept, seed, count)).toBeUndefined()
      expect(drawn).toEqual(await drawSamples(swept, noConditions, { seed, count }))
      expect(drawn).toEqual(await drawSamples(model, noConditions, { seed, count }))
      expect(new Set(drawn?.values).size).toBeGreaterThan(1)
    }
  })

  test.each(real)('Gaussians with %s', async (_, graph) => {
    const model = smallModel(graph)
    const drawn = (await drawFromLine(model, 3, count))!.values
    const swept = (await drawSamples(sweeping(model), noConditions, { seed: 3, count })).values
    expect(drawn).toHaveLength(7 * count)
    for (const [i, value] of swept.entries()) expect(drawn[i]).toBeCloseTo(value, 4)
  })

  test('real numbers from mixtures of logistics, of all sizes', async () => {
    const likelihood = ['likelihood', 'stochastic/logistic-mixture', { components: 4 }] as const
    const wires = ['made.y -> likelihood.parameters']
    const several = { output: 'several', outputs: 12 }
    const model = smallModel(madeOf(several, likelihood, wires, { shape: [7], range: 'real' }))
    const drawn = (await drawFromLine(model, 3, count))!.values
    const swept = (await drawSamples(sweeping(model), noConditions, { seed: 3, count })).values
    expect(drawn).toHaveLength(7 * count)
    for (const [i, value] of swept.entries())
      expect(Math.abs(drawn[i]! - value)).toBeLessThan(1e-5 * Math.max(1, Math.abs(value)))
  })

  // With 256 levels some u lies so close to a threshold that rounding decides; later draws may then differ.
  test('256 categories of three colours, each given what was drawn before it', async () => {
    const likelihood = ['likelihood', 'stochastic/categorical-likelihood', { levels: '256' }] as const
    const model = smallModel(levels(768, likelihood, 'logits'))
    const drawn = (await drawFromLine(model, 1, 40))!
    const swept = sweep(model, 1, tf.tensor(drawn.values, [...drawn.shape]))
    const steps = swept.map((level, i) => Math.abs(level - drawn.values[i]!))
    expect(Math.max(...steps)).toBeLessThanOrEqual(1)
    expect(steps.filter((step) => step > 0).length).toBeLessThan(steps.length / 200)
  })

  test('as many as are drawn together, and more', async () => {
    const model = smallModel(madeGraph({ hidden: [8] }, [6]))
    const many = (await drawFromLine(model, 1, 150))!.values
    expect(many).toEqual((await drawSamples(sweeping(model), noConditions, { seed: 1, count: 150 })).values)
    expect((await drawFromLine(model, 1, 1))!.values).toEqual(many.slice(0, 6))
  })
})

test('one op without support for single elements makes the model sweep', async () => {
  const model = smallModel(joined)
  const swept = sweeping(model, (kind) => kind === 'layers/add')
  expect(await drawFromLine(swept, 1, count)).toBeUndefined()
  expect(await drawSamples(swept, noConditions, { seed: 1, count })).toEqual(
    await drawSamples(model, noConditions, { seed: 1, count }),
  )
})

test('no tensor is made', async () => {
  const model = smallModel(joined)
  const { numTensors } = tf.memory()
  await drawFromLine(model, 1, count)
  expect(tf.memory().numTensors).toBe(numTensors)
})
