// Likelihoods of transformed data: the log-determinant is part of the density, and samples pass through the inverse transforms.

import * as tf from '@tensorflow/tfjs-core'
import { noConditions } from '../../src/runtime/program/data-feed.ts'
import '@tensorflow/tfjs-core/dist/register_all_gradients'
import '@tensorflow/tfjs-backend-wasm'
import { beforeAll, describe, expect, test } from 'vitest'
import { inferGraph } from '../../src/compiler/inference/infer.ts'
import { compileDocument } from '../../src/compiler/program/compile.ts'
import { findProcedure } from '../../src/compiler/program/program.ts'
import { registerWasmKernels } from '../../src/engine/backends/wasm-kernels/register.ts'
import { createContext } from '../../src/engine/math/context.ts'
import { intrinsics } from '../../src/engine/math/intrinsics.ts'
import { applyFix } from '../../src/graph/apply-edit.ts'
import { readDocument } from '../../src/graph/document-file.ts'
import { sizeOf } from '../../src/graph/signals.ts'
import {
  check,
  compileToy,
  failuresOf,
  passesOf,
  type ToyGraph,
} from '../../src/runtime/checks/fixtures/checked-model.ts'
import { drawSamples } from '../../src/runtime/evaluation/generation.ts'
import { opsOf } from '../../src/runtime/op-of.ts'
import { createModel } from '../../src/runtime/program/model.ts'
import { asObjective, asTensor } from '../../src/runtime/program/value-tensors.ts'
import { definitions } from '../index.ts'
import { graphJson, testDefinitions } from '../masked/fixtures/small-models.ts'
import { ops } from '../ops.ts'

beforeAll(async () => {
  registerWasmKernels()
  await tf.setBackend('wasm')
})

const all = opsOf(ops, intrinsics)
const checked = (graph: ToyGraph) => check(compileToy(graph, definitions), all, graph.data)

/** A Gaussian MADE on the data transformed by `before`. */
const made = (before: ToyGraph['nodes'], data: ToyGraph['data']): ToyGraph => {
  const ids = ['data', ...before.map(([id]) => id)]
  const outputs = ids.map((id) => (id === 'data' ? 'data.x' : `${id}.y`))
  return {
    data,
    nodes: [
      ...before,
      ['made', 'masked/made', { hidden: [8], output: 'gaussian', activation: 'tanh' }],
      ['likelihood', 'stochastic/gaussian-likelihood', { variance: 'predicted' }],
      ['nll', 'objectives/negative-log-likelihood'],
    ],
    wires: [
      ...before.map(([id], i) => `${outputs[i]} -> ${id}.x`),
      `${outputs.at(-1)} -> made.x`,
      `${outputs.at(-1)} -> nll.x`,
      'made.mean -> likelihood.mean',
      'made.logVariance -> likelihood.logVariance',
      'likelihood.p -> nll.likelihood',
    ],
  }
}

const vae: ToyGraph = {
  data: { shape: [4], range: 'levels256' },
  nodes: [
    ['noise', 'flows/dequantise'],
    ['encoder', 'networks/encoder', { layers: [], latent: 2 }],
    ['sampler', 'stochastic/gaussian-sampler'],
    ['decoder', 'networks/decoder', { layers: [], outputShape: [4] }],
    ['likelihood', 'stochastic/gaussian-likelihood', { variance: 'shared' }],
    ['prior', 'stochastic/standard-normal'],
    ['elbo', 'objectives/evidence-lower-bound'],
  ],
  wires: [
    'data.x -> noise.x',
    'noise.y -> encoder.x',
    'encoder.mean -> sampler.mean',
    'encoder.logVariance -> sampler.logVariance',
    'sampler.z -> decoder.z',
    'decoder.y -> likelihood.mean',
    'noise.y -> elbo.x',
    'likelihood.p -> elbo.likelihood',
    'sampler.q -> elbo.posterior',
    'prior.p -> elbo.prior',
  ],
}

describe('a MADE behind transforms', () => {
  const graph = made(
    [
      ['mix', 'flows/coupling'],
      ['scale', 'flows/scaling'],
    ],
    { shape: [2] },
  )

  test('its density integrates to one over the data, and samples are as frequent as it says', {
    timeout: 60_000,
  }, async () => {
    const results = await checked(graph)
    expect(failuresOf(results)).toEqual([])
    expect(passesOf(results)).toEqual(
      expect.arrayContaining(['Density adds up to one', 'Samples against the density', 'No leak, by moving elements']),
    )
  })
})

describe('behind Dequantise', () => {
  const data = { shape: [4], range: 'levels256' } as const
  const nats = 4 * Math.log(256)

  test.each([
    ['a MADE', made([['noise', 'flows/dequantise']], data)],
    ['a VAE', vae],
  ])('%s counts D log 256 nats in a separate term and passes all checks', { timeout: 60_000 }, async (_, graph) => {
    const program = compileToy(graph, definitions)
    expect(failuresOf(await check(program, all, graph.data))).toEqual([])
    const model = createModel(program, all)
    const x = tf.tensor([[0, 17, 128, 255]])
    const [phase] = program.phases
    expect(phase?.terms.at(-1)).toBe('logDet')
    const contexts = createContext({ seed: 1, step: 0, training: false })
    const { loss, terms } = asObjective(
      model.procedure(phase!.procedure).run({ 'data.x': x }, contexts).outputs.objective,
      'objective',
    )
    const [logDet, rest] = [terms.logDet, Object.entries(terms).filter(([name]) => name !== 'logDet')]
    expect(logDet?.dataSync()[0]).toBeCloseTo(nats, 3)
    const sum = rest.reduce((total, [, term]) => total + term.dataSync()[0]!, nats)
    expect(loss.dataSync()[0]).toBeCloseTo(sum, 3)
    model.dispose()
  })

  test('the density is a bound on that of the levels', () => {
    expect(compileToy(made([['noise', 'flows/dequantise']], data), definitions).density.density).toBe('bound')
    expect(compileToy(made([['scale', 'flows/scaling']], { shape: [4] }), definitions).density.density).toBe('exact')
  })

  test('samples are integers again, those of the draws', async () => {
    const model = createModel(compileToy(made([['noise', 'flows/dequantise']], data), definitions), all)
    const { shape, values } = await drawSamples(model, noConditions, { seed: 4, count: 3 })
    expect(shape).toEqual([3, 4])
    // The same draws, made one element at a time by sweeps.
    let x: tf.Tensor = tf.zeros([3, 4])
    for (let sweep = 0; sweep < sizeOf([4]); sweep++)
      x = asTensor(
        model.procedure('sample').run({ x }, createContext({ seed: 4, step: 0, training: false })).outputs.next,
        'next',
      )
    const expected = [...x.dataSync()].map((y) => Math.min(255, Math.max(0, Math.floor(256 * y))))
    expect([...values]).toEqual(expected)
    model.dispose()
  })

  const plain: ToyGraph = {
    data: vae.data,
    nodes: [
      ['noise', 'flows/dequantise'],
      ['encoder', 'networks/encoder', { layers: [{ kind: 'layers/dense', params: { units: 4 } }], output: 'features' }],
      ['decoder', 'networks/decoder', { layers: [], outputShape: [4] }],
      ['likelihood', 'stochastic/gaussian-likelihood', { variance: 'shared' }],
      ['reconstruction', 'objectives/reconstruction'],
    ],
    wires: [
      'data.x -> noise.x',
      'noise.y -> encoder.x',
      'encoder.y -> decoder.z',
      'decoder.y -> likelihood.mean',
      'noise.y -> reconstruction.x',
      'likelihood.p -> reconstruction.likelihood',
    ],
  }
  const adversarial: ToyGraph = {
    ...plain,
    nodes: [
      ...plain.nodes,
      ['prior', 'stochastic/noise', { shape: [4] }],
      ['critic', 'networks/discriminator', { layers: [] }],
      ['game', 'objectives/adversarial-game'],
    ],
    wires: [
      ...plain.wires,
      'prior.z -> critic.real',
      'encoder.y -> critic.fake',
      'critic.realScore -> game.realScore',
      'critic.fakeScore -> game.fakeScore',
    ],
  }

  test.each([
    ['a VAE', vae],
    ['an autoencoder', plain],
    ['an adversarial one', adversarial],
  ])('%s reconstructs levels', (_, graph) => {
    const model = createModel(compileToy(graph, definitions), all)
    const contexts = createContext({ seed: 4, step: 0, training: false })
    const { mean } = model.procedure('reconstruct').run({ 'data.x': tf.tensor([[0, 17, 128, 255]]) }, contexts).outputs
    for (const level of asTensor(mean, 'mean').dataSync()) expect(level).toBe(Math.round(level))
    model.dispose()
  })
})

test('a layer between the transforms and the likelihood is an error, since it would lose their log-determinant', () => {
  const levels = { shape: [4], range: 'levels256' } as const
  const graph = {
    data: levels,
    nodes: [
      ['noise', 'flows/dequantise'],
      ['scale', 'layers/rescale'],
    ],
    wires: [],
  } as const
  const { nodes, wires } = made(graph.nodes, levels)
  const json = graphJson({
    data: levels,
    nodes: nodes.filter(([id]) => id !== 'nll'),
    wires: wires.filter((wire) => wire !== 'scale.y -> nll.x'),
  })
  const rewired = { ...json, wires: [...wires] }
  const document = readDocument(rewired, testDefinitions)
  expect(inferGraph(document, testDefinitions).problems).toMatchObject([
    { code: 'layer-in-flow', severity: 'error', node: 'scale', fixes: [{ title: 'Use Actnorm instead of Rescale' }] },
  ])
  expect(compileDocument(document, testDefinitions)).toHaveProperty('problems')
})

test('a density over integers is fixed by noise that the whole model sees', () => {
  const levels = { shape: [4], range: 'levels256' } as const
  const { nodes, wires } = made([], levels)
  const json = graphJson({ data: levels, nodes: nodes.filter(([id]) => id !== 'nll'), wires: [] })
  const document = readDocument({ ...json, wires: [...wires] }, testDefinitions)
  const [problem, ...more] = inferGraph(document, testDefinitions).problems
  expect(problem).toMatchObject({ code: 'discrete-density', fixes: [{ title: 'Insert Dequantise' }] })
  expect(more).toEqual([])
  const mended = inferGraph(applyFix(document, problem!.fixes[0]!, testDefinitions), testDefinitions)
  expect(mended.problems).toEqual([])
})

test('without transforms nothing is added', () => {
  const program = compileToy(made([], { shape: [2] }), definitions)
  const targets = program.procedures.flatMap(({ calls }) => calls.map(({ target }) => target))
  expect(targets.filter((target) => target === 'math/add-log-det' || target === 'math/count-volume')).toEqual([])
  expect(Object.keys(findProcedure(program, 'sample')?.outputs ?? {})).toEqual(['mean'])
})
