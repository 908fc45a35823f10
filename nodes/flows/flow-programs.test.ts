// Flows as whole Programs, run by the interpreter: densities integrate to one, samplers invert the encoder, and log-determinants
// match the dense Jacobian.
import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-wasm'
import { beforeAll, describe, expect, test } from 'vitest'
import { compileDocument } from '../../src/compiler/program/compile.ts'
import type { ProcedureName } from '../../src/compiler/program/program.ts'
import { registerWasmKernels } from '../../src/engine/backends/wasm-kernels/register.ts'
import { createContext } from '../../src/engine/math/context.ts'
import { intrinsics } from '../../src/engine/math/intrinsics.ts'
import { logAbsDeterminant } from '../../src/engine/math/log-abs-determinant.ts'
import { normals, uniforms } from '../../src/engine/random/draws.ts'
import { randomStream } from '../../src/engine/random/random-stream.ts'
import { defineSource } from '../../src/graph/define.ts'
import type { Definitions } from '../../src/graph/definition.ts'
import { parseDocument } from '../../src/graph/document-file.ts'
import { choice, shapeField } from '../../src/graph/fields.ts'
import type { JsonObject } from '../../src/graph/json.ts'
import { sizeOf, tensor } from '../../src/graph/signals.ts'
import { opsOf, type Value } from '../../src/runtime/op-of.ts'
import { createModel, type Model } from '../../src/runtime/program/model.ts'
import { asObjective, asTensor } from '../../src/runtime/program/value-tensors.ts'
import { definitions as kinds } from '../index.ts'
import { ops } from '../ops.ts'

beforeAll(async () => {
  registerWasmKernels()
  await tf.setBackend('wasm')
})

const toyData = defineSource({
  kind: 'data/toy',
  role: 'source',
  family: 'data',
  title: 'Toy data',
  version: 1,
  summary: 'Examples that the test gives.',
  fields: {
    shape: shapeField({ title: 'Shape', help: 'Of one example.', initial: [2] }),
    range: choice({
      title: 'Range',
      help: 'Of the elements.',
      initial: 'real',
      choices: [
        { value: 'real', title: 'Real' },
        { value: 'levels256', title: '256 levels' },
      ],
    }),
  },
  inputs: {},
  outputs: { x: { signal: 'tensor', title: 'x', help: 'The examples.' } },
  infer: ({ params }) => ({ outputs: { x: tensor(params.shape, params.range) } }),
  data: () => ({ dataset: 'toy', columns: { x: 'example' }, options: {} }),
})

const definitions: Definitions = new Map([...kinds, [toyData.kind, toyData]])

type Node = readonly [id: string, kind: string, params?: JsonObject]

/** The nodes in a chain from the data to z1, with extra wires, under a base density. */
function modelOf(line: readonly Node[], wires: readonly string[] = [], base = 'standard-normal'): Model {
  const nodes: readonly Node[] = [
    ...line,
    ['base', `stochastic/${base}`],
    ['likelihood', 'objectives/change-of-variables'],
  ]
  const ends = line.map(([id], i) => `${id}.${i === 0 ? 'x' : 'y'}`)
  const text = JSON.stringify({
    format: 'genloom',
    version: 1,
    title: 'Flow',
    nodes: nodes.map(([id, kind, params = {}]) => ({ id, kind, version: 1, params })),
    wires: [
      ...line.slice(1).map(([id], i) => `${ends[i]} -> ${id}.x`),
      `${ends.at(-1)} -> likelihood.z1`,
      'base.p -> likelihood.base',
      ...wires,
    ],
    training: { seed: 1, batchSize: 16, budget: { unit: 'steps', amount: 1 } },
  })
  const result = compileDocument(parseDocument(text, definitions), definitions)
  if ('problems' in result) throw new Error(result.problems.map(({ message }) => message).join(' '))
  return createModel(result.program, opsOf(ops, intrinsics))
}

/** Perturbs every weight, so that no transform is the identity. */
function perturb(model: Model, deviation: number): Model {
  for (const spec of model.program.parameters.filter(({ trainable }) => trainable)) {
    const noise = normals(randomStream(3, spec.name, 0), sizeOf(spec.shape)).map((n) => deviation * n)
    const variable = model.parameters.get(spec.name)
    variable.assign(tf.add(variable, tf.tensor(noise, [...spec.shape])))
  }
  return model
}

const contexts = () => createContext({ seed: 1, step: 0, training: false })

function call(model: Model, name: ProcedureName, inputs: Readonly<Record<string, Value>>): Record<string, tf.Tensor> {
  const { outputs } = model.procedure(name).run(inputs, contexts())
  return Object.fromEntries(Object.entries(outputs).map(([port, value]) => [port, asTensor(value, port)]))
}

const gaussian = (name: string, shape: readonly number[]): tf.Tensor =>
  tf.tensor(normals(randomStream(4, name, 0), sizeOf(shape)), [...shape])

const data: Node = ['data', 'data/toy']
const layers = [{ kind: 'layers/dense', params: { units: 6, activation: 'tanh' } }]
const coupling = (id: string, swap: boolean, more: JsonObject = {}): Node => [
  id,
  'flows/coupling',
  { swap, layers, ...more },
]

describe('densities of two-dimensional flows integrate to one', () => {
  const mixed: readonly Node[] = [
    data,
    ['actnorm', 'flows/actnorm'],
    coupling('first', false),
    coupling('second', true, { mask: 'alternating', scale: 'sigmoid' }),
    ['rotation', 'flows/invertible-convolution', { seed: 5 }],
    coupling('third', true),
    ['norm', 'flows/flow-batch-norm'],
  ]
  const additive = (id: string, swap: boolean) => coupling(id, swap, { coupling: 'additive' })
  test.each([
    ['standard-normal', mixed],
    ['logistic', [data, additive('first', false), additive('second', true), ['scaling', 'flows/scaling']]],
    ['uniform', [data, coupling('first', false), coupling('second', true), ['squash', 'flows/sigmoid']]],
  ] as const)('under a %s base', (base, line) => {
    const model = perturb(modelOf(line, [], base), 0.4)
    const [extent, step] = [40, 0.1]
    const places = Array.from({ length: (2 * extent) / step }, (_, i) => (i + 0.5) * step - extent)
    let total = 0
    for (const row of places) {
      const points = tf.tensor2d(places.map((column) => [row, column]))
      tf.tidy(() => {
        for (const value of call(model, 'logProb', { 'data.x': points }).logProb!.dataSync()) total += Math.exp(value)
      })
    }
    expect(Math.abs(total * step * step - 1)).toBeLessThan(0.005)
  })
})

const convolution = [{ kind: 'layers/conv2d', params: { filters: 4, activation: 'tanh' } }]
const glowStep = (id: string, seed: number): Node[] => [
  [`${id}Norm`, 'flows/actnorm'],
  [`${id}Mix`, 'flows/invertible-convolution', { seed }],
  [`${id}Coupling`, 'flows/coupling', { mask: 'channel', scale: 'sigmoid', layers: convolution }],
]
const images = (shape: readonly number[]): Node => ['data', 'data/toy', { shape }]

/** Two levels on images of 4 × 4 pixels with two channels. */
const glow = (): Model =>
  perturb(
    modelOf(
      [
        images([4, 4, 2]),
        ...[['shallow', 'flows/squeeze'] as const],
        ...glowStep('one', 1),
        ['split', 'flows/split', { prior: 'learned' }],
        ['deep', 'flows/squeeze'],
        ...glowStep('two', 2),
      ],
      ['split.z -> likelihood.z2'],
    ),
    0.2,
  )

describe('Glow on 4 × 4 × 2', () => {
  test('its log-determinant is that of the dense Jacobian', () => {
    const model = glow()
    const x = gaussian('x', [1, 4, 4, 2])
    const values = Float32Array.from(x.dataSync())
    const encode = (moved: Float32Array): number[] =>
      tf.tidy(() =>
        Object.values(call(model, 'encode', { 'data.x': tf.tensor(moved, x.shape) })).flatMap((z) => [...z.dataSync()]),
      )
    const h = 2 ** -5
    const columns = Array.from(values, (_, i) => {
      const [up, down, farUp, farDown] = [h, -h, 2 * h, -2 * h].map((step) =>
        encode(values.map((value, place) => (place === i ? value + step : value))),
      )
      return up!.map((z, j) => (8 * (z - down![j]!) - (farUp![j]! - farDown![j]!)) / (12 * h))
    })
    const latents = encode(values)
    expect(latents).toHaveLength(32)
    const logBase = latents.reduce((sum, z) => sum - 0.5 * (z * z + Math.log(2 * Math.PI)), 0)
    const logProb = call(model, 'logProb', { 'data.x': x }).logProb!.dataSync()[0]!
    expect(Math.abs(logProb - logBase - logAbsDeterminant(columns))).toBeLessThan(2e-3)
  })

  test('its sampler is the inverse of its encoder, and names the draws of both levels', () => {
    const model = glow()
    const { mean, ...latents } = call(model, 'sample', { count: 5 })
    expect(mean!.shape).toEqual([5, 4, 4, 2])
    expect(Object.keys(latents)).toEqual(['latent', 'latent2'])
    const encoded = call(model, 'encode', { 'data.x': mean! })
    for (const [name, latent] of Object.entries(latents)) expectClose(encoded[name]!, latent, 1e-4)
    expectClose(call(model, 'inverse', latents).mean!, mean!, 1e-6)
  })

  test('a reconstruction is the image itself, and interpolation ends at both images', () => {
    const model = glow()
    const x = gaussian('images', [2, 4, 4, 2])
    expectClose(call(model, 'reconstruct', { 'data.x': x }).mean!, x, 1e-4)
    const { latent, latent2 } = call(model, 'encode', { 'data.x': x })
    const [a, b] = tf.split(latent!, 2)
    const [a2, b2] = tf.split(latent2!, 2)
    const ends = { latentA: a!, latentB: b!, latent2A: a2!, latent2B: b2!, t: tf.tensor1d([0, 1]) }
    expectClose(call(model, 'interpolate', ends).mean!, x, 1e-4)
  })
})

test('the sampler of a RealNVP on vectors is the inverse of its encoder', () => {
  const line = [data, ...Array.from({ length: 8 }, (_, i) => coupling(`coupling${i}`, i % 2 === 1))]
  const model = perturb(modelOf(line), 0.3)
  const { mean, latent } = call(model, 'sample', { count: 64 })
  expectClose(call(model, 'encode', { 'data.x': mean! }).latent!, latent!, 1e-4)
})

test('whole levels under a uniform density are worth eight bits each', () => {
  const shape = [3, 3, 2]
  const model = modelOf(
    [
      ['data', 'data/toy', { shape, range: 'levels256' }],
      ['noise', 'flows/dequantise'],
      ['alone', 'flows/invertible-convolution'],
      ['back', 'flows/sigmoid'],
    ],
    [],
    'uniform',
  )
  const levels = uniforms(randomStream(2, 'levels', 0), 4 * sizeOf(shape)).map((u) => Math.floor(256 * u))
  const { outputs } = model
    .procedure('objective/likelihood')
    .run({ 'data.x': tf.tensor(levels, [4, ...shape]) }, contexts())
  const { loss, terms } = asObjective(outputs.objective, 'the objective')
  // Noise and rotation preserve volume except for the scaling of levels; the term of the sigmoid is known.
  const latent = call(model, 'encode', { 'data.x': tf.tensor(levels, [4, ...shape]) }).latent!
  const squash = [...latent.dataSync()].reduce((sum, y) => sum + Math.log(y) + Math.log(1 - y), 0) / 4
  const bits = (loss.dataSync()[0]! + squash) / (sizeOf(shape) * Math.LN2)
  expect(bits).toBeCloseTo(8, 4)
  expect(terms.logProb!.dataSync()[0]).toBeCloseTo(0, 6)
})

function expectClose(actual: tf.Tensor, expected: tf.Tensor, tolerance: number): void {
  expect(actual.shape).toEqual(expected.shape)
  const values = expected.dataSync()
  for (const [i, value] of actual.dataSync().entries()) expect(Math.abs(value - values[i]!)).toBeLessThan(tolerance)
}
