// Faults put into autoregressive models on purpose, which the checks must find; and models without any.
import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-core/dist/register_all_gradients'
import '@tensorflow/tfjs-backend-wasm'
import { beforeAll, describe, expect, test } from 'vitest'
import { definitions } from '../../../nodes/index.ts'
import { maskedConv2d } from '../../../nodes/masked/masked-conv2d/masked-conv2d.op.ts'
import { maskedDense } from '../../../nodes/masked/masked-dense/masked-dense.op.ts'
import { ops } from '../../../nodes/ops.ts'
import { gaussianLikelihood } from '../../../nodes/stochastic/gaussian-likelihood/gaussian-likelihood.op.ts'
import { registerWasmKernels } from '../../engine/backends/wasm-kernels/register.ts'
import { bernoulli } from '../../engine/math/distributions/bernoulli.ts'
import { intrinsics } from '../../engine/math/intrinsics.ts'
import type { JsonObject } from '../../graph/json.ts'
import { type Ops, opsOf } from '../op-of.ts'
import { check, compileToy, failuresOf, passedByAll, passesOf, type ToyGraph } from './fixtures/checked-model.ts'

beforeAll(async () => {
  registerWasmKernels()
  await tf.setBackend('wasm')
})

const made = (params: JsonObject = {}): ToyGraph => {
  const isMixed = params.masks !== undefined
  return {
    data: { shape: [6], range: 'binary' },
    nodes: [
      ['made', 'masked/made', { hidden: [16], ...params }],
      ['likelihood', 'stochastic/bernoulli-likelihood'],
      ...(isMixed ? [['mixture', 'stochastic/equal-mixture'] as const] : []),
      ['nll', 'objectives/negative-log-likelihood'],
    ],
    wires: [
      'data.x -> made.x',
      'made.y -> likelihood.logits',
      'data.x -> nll.x',
      ...(isMixed
        ? ['likelihood.p -> mixture.components', 'mixture.p -> nll.likelihood']
        : ['likelihood.p -> nll.likelihood']),
    ],
  }
}

const pixels: ToyGraph = {
  data: { shape: [3, 3, 1], range: 'binary' },
  nodes: [
    ['first', 'masked/masked-conv2d', { filters: 4, mask: 'A', activation: 'tanh' }],
    ['second', 'masked/masked-conv2d', { filters: 4, mask: 'B', activation: 'relu' }],
    ['logits', 'layers/conv2d', { filters: 1, kernelSize: 1 }],
    ['likelihood', 'stochastic/bernoulli-likelihood'],
    ['nll', 'objectives/negative-log-likelihood'],
  ],
  wires: [
    'data.x -> first.x',
    'first.y -> second.x',
    'second.y -> logits.x',
    'logits.y -> likelihood.logits',
    'data.x -> nll.x',
    'likelihood.p -> nll.likelihood',
  ],
}

const gaussian: ToyGraph = {
  data: { shape: [2] },
  nodes: [
    ['made', 'masked/made', { hidden: [8], output: 'gaussian', activation: 'tanh' }],
    ['likelihood', 'stochastic/gaussian-likelihood', { variance: 'predicted' }],
    ['nll', 'objectives/negative-log-likelihood'],
  ],
  wires: [
    'data.x -> made.x',
    'made.mean -> likelihood.mean',
    'made.logVariance -> likelihood.logVariance',
    'data.x -> nll.x',
    'likelihood.p -> nll.likelihood',
  ],
}

const right: Ops = opsOf(ops, intrinsics)
const checkWith = (graph: ToyGraph, wrong: Ops = new Map()) =>
  check(compileToy(graph, definitions), new Map([...right, ...wrong]), graph.data)

const leaks = ['No leak, by moving elements', 'No leak, by gradient']

describe('without a fault', () => {
  test.each([
    ['MADE', made()],
    ['MADE in a random order', made({ order: 'random', seed: 5 })],
    ['MADE with three masks', made({ masks: 3, order: 'random' })],
    ['PixelCNN', pixels],
    ['Gaussian MADE', gaussian],
  ])('%s passes everything that applies', async (_, graph) => {
    const results = await checkWith(graph)
    expect(failuresOf(results)).toEqual([])
    expect(passesOf(results)).toEqual([
      ...passedByAll,
      'What a step changes',
      'Gradient of the objective',
      ...leaks,
      ...(graph === gaussian ? [] : ['Levels add up to one', 'Elements make up the example']),
      graph === gaussian ? 'Nats of the objective' : 'Bits per dimension',
      'Density adds up to one',
      'Samples against the density',
      'Draws one by one against a sweep',
      'Draws against the entropy',
    ])
  })

  test('says how much is read', async () => {
    const sentenceOf = async (graph: ToyGraph) =>
      (await checkWith(graph)).find(({ title }) => title === leaks[0])?.sentence
    expect(await sentenceOf(made())).toContain('Every element reads all those before it.')
    // One of nine hidden units at most sees so little that the first elements are all that is read.
    expect(await sentenceOf(made({ hidden: [1] }))).toMatch(/Elements read \d+ % of all pairs/)
  })
})

test('the checks leave no tensor behind', async () => {
  for (const graph of [made(), pixels]) {
    const { numTensors } = tf.memory()
    await checkWith(graph)
    expect(tf.memory().numTensors).toBe(numTensors)
  }
})

describe('a fault is found', () => {
  test('a mask that is off by one', async () => {
    const wrong = (...[inputs, weights, ...rest]: Parameters<typeof maskedDense>) =>
      maskedDense(inputs, { ...weights, outputDegrees: tf.add(weights.outputDegrees, 1) }, ...rest)
    const results = await checkWith(made(), opsOf({ 'masked/masked-dense': wrong }))
    const failed = failuresOf(results)
    for (const leak of leaks) expect(failed).toContain(`${leak}: likelihood`)
    expect(failed).toContain('Density adds up to one')
    expect(results.find(({ title }) => title === leaks[0])?.sentence).toContain('depends on that element itself')
  })

  test('a first convolution that sees its own pixel', async () => {
    const wrong = (...[inputs, weights]: Parameters<typeof maskedConv2d>) =>
      maskedConv2d(inputs, weights, { mask: 'B' })
    const failed = failuresOf(await checkWith(pixels, opsOf({ 'masked/masked-conv2d': wrong })))
    for (const leak of leaks) expect(failed).toContain(`${leak}: likelihood`)
  })

  test('a likelihood that does not add up to one', async () => {
    const heavy = ({ logits }: { logits: tf.Tensor }) => {
      const p = bernoulli(logits)
      return { p: { ...p, logProb: (x: tf.Tensor) => tf.mul(0.999, p.logProb(x)) } }
    }
    const failed = failuresOf(await checkWith(made(), opsOf({ 'stochastic/bernoulli-likelihood': heavy })))
    expect(failed).toEqual(['Levels add up to one: likelihood', 'Density adds up to one'])
  })

  test('a sampler that draws something else', async () => {
    const loaded = ({ logits }: { logits: tf.Tensor }) => {
      const p = bernoulli(logits)
      return { p: { ...p, sample: bernoulli(tf.add(logits, 0.3)).sample } }
    }
    const failed = failuresOf(await checkWith(made(), opsOf({ 'stochastic/bernoulli-likelihood': loaded })))
    expect(failed).toEqual(['Samples against the density', 'Draws against the entropy: likelihood'])
  })

  test('a sampler that computes other activations one by one than all at once, on more elements than can be listed', async () => {
    const wide: ToyGraph = { ...made({ hidden: [24] }), data: { shape: [4, 4, 1], range: 'binary' } }
    const pictures: ToyGraph = { ...pixels, data: { shape: [5, 5, 1], range: 'binary' } }
    const title = 'Draws one by one against a sweep'
    for (const graph of [wide, pictures]) {
      const results = await checkWith(graph)
      expect(failuresOf(results)).toEqual([])
      expect(passesOf(results)).toContain(title)
    }
    const forgetful = (...given: Parameters<typeof maskedDense>) => maskedDense(...given)
    forgetful.incremental = ({ weights, ...rest }: Parameters<typeof maskedDense.incremental>[0]) => {
      const { bias } = weights
      return maskedDense.incremental({
        ...rest,
        weights: { ...weights, bias: { ...bias!, values: bias!.values.map((value) => value + 0.1) } },
      })
    }
    expect(failuresOf(await checkWith(wide, opsOf({ 'masked/masked-dense': forgetful })))).toEqual([
      `${title}: likelihood`,
    ])
    const shifted = (...given: Parameters<typeof maskedConv2d>) => maskedConv2d(...given)
    shifted.incremental = (given: Parameters<typeof maskedConv2d.incremental>[0]) =>
      maskedConv2d.incremental({ ...given, params: { mask: 'A' } })
    expect(failuresOf(await checkWith(pictures, opsOf({ 'masked/masked-conv2d': shifted })))).toEqual([
      `${title}: likelihood`,
    ])
  })

  test('a sampler with too wide a scale', async () => {
    const wide = (...[inputs, ...rest]: Parameters<typeof gaussianLikelihood>) => {
      const wider = { ...inputs, logVariance: tf.add(inputs.logVariance ?? 0, 0.3) }
      const { sample } = gaussianLikelihood(wider, ...rest).p
      return { p: { ...gaussianLikelihood(inputs, ...rest).p, sample } }
    }
    const failed = failuresOf(await checkWith(gaussian, opsOf({ 'stochastic/gaussian-likelihood': wide })))
    expect(failed).toEqual(['Samples against the density', 'Draws against the entropy: likelihood'])
  })
})
