// Small autoregressive models for tests, drawn as graphs and compiled: what is tested is what runs.
import * as tf from '@tensorflow/tfjs-core'
import { compileDocument } from '../../src/compiler/compile.ts'
import type { Program } from '../../src/compiler/program.ts'
import { defineSource } from '../../src/graph/define.ts'
import type { Definitions, NodeDefinition } from '../../src/graph/definition.ts'
import { readDocument } from '../../src/graph/document-file.ts'
import { choice, shapeField } from '../../src/graph/fields.ts'
import type { JsonObject } from '../../src/graph/json.ts'
import { type Shape, sizeOf, tensor } from '../../src/graph/signals.ts'
import { createContext } from '../../src/math/context.ts'
import { intrinsics } from '../../src/math/intrinsics.ts'
import type { Distribution } from '../../src/math/op.ts'
import { normals } from '../../src/math/random/draws.ts'
import { randomStream } from '../../src/math/random/random-stream.ts'
import { opsOf } from '../../src/runtime/op-of.ts'
import { createModel, type Model } from '../../src/runtime/program/model.ts'
import { asTensor } from '../../src/runtime/program/value-tensors.ts'
import { definitions } from '../index.ts'
import { ops } from '../ops.ts'

/** Data of any shape, for as long as nobody asks for them. */
const anyData = defineSource({
  kind: 'data/any',
  role: 'source',
  family: 'data',
  title: 'Any data',
  version: 1,
  summary: 'Data of any shape.',
  fields: {
    shape: shapeField({ title: 'Shape', help: 'Of one example.', initial: [4] }),
    range: choice({
      title: 'Range',
      help: 'Of the elements.',
      initial: 'binary',
      choices: [
        { value: 'binary', title: 'Binary' },
        { value: 'real', title: 'Real' },
        { value: 'levels256', title: 'Levels' },
      ],
    }),
  },
  inputs: {},
  outputs: {
    x: { signal: 'tensor', title: 'x', help: 'The data.' },
    label: { signal: 'tensor', title: 'label', help: 'Their class.' },
  },
  infer: ({ params }) => ({ outputs: { x: tensor(params.shape, params.range), label: tensor([2], 'binary') } }),
  data: () => ({ dataset: 'any', columns: { x: 'example', label: 'label' }, options: {} }),
})

export const testDefinitions: Definitions = new Map<string, NodeDefinition>([...definitions, [anyData.kind, anyData]])

/** A node as `[id, kind, parameters]`, wires as `a.y -> b.x`. */
export interface SmallGraph {
  readonly data: { readonly shape: Shape; readonly range?: 'binary' | 'real' | 'levels256' }
  readonly nodes: readonly (readonly [id: string, kind: string, params?: JsonObject])[]
  readonly wires: readonly string[]
}

export const graphJson = ({ data, nodes, wires }: SmallGraph): JsonObject => ({
  format: 'genloom',
  version: 1,
  title: 'Small',
  nodes: [
    { id: 'data', kind: anyData.kind, version: 1, params: { ...data } },
    ...nodes.map(([id, kind, params = {}]) => ({ id, kind, version: 1, params })),
    { id: 'nll', kind: 'objectives/negative-log-likelihood', version: 1, params: {} },
  ],
  wires: ['data.x -> nll.x', ...wires],
  training: { seed: 3, batchSize: 8, budget: { unit: 'steps', amount: 1 } },
  layout: { nodes: {} },
})

export function compileSmall(graph: SmallGraph): Program {
  const result = compileDocument(readDocument(graphJson(graph), testDefinitions), testDefinitions)
  if ('problems' in result) throw new Error(result.problems.map(({ message }) => message).join(' '))
  return result.program
}

/** The model with weights far from where they start, so that every connection counts. */
export function smallModel(graph: SmallGraph): Model {
  const model = createModel(compileSmall(graph), opsOf(intrinsics, ops))
  for (const { name, shape, trainable, initialiser } of model.program.parameters) {
    if (!trainable) continue
    const fanIn = initialiser.initialiser === 'fanInUniform' ? initialiser.fanIn : 1
    const values = normals(randomStream(11, name, 0), sizeOf(shape)).map((n) => (1.5 * n) / Math.sqrt(fanIn))
    model.parameters.get(name).assign(tf.tensor(values, [...shape]))
  }
  return model
}

const contexts = (training: boolean) => createContext({ seed: 5, step: 0, training })

/** log p(x) of each row, in nats. */
export function logProbs(model: Model, x: tf.Tensor): number[] {
  return tf.tidy(() => {
    const { outputs } = model.procedure('logProb').run({ 'data.x': x }, contexts(false))
    return [...asTensor(outputs.logProb, 'logProb').dataSync()]
  })
}

/** What the node `likelihood` says of x. */
export function likelihoodAt(model: Model, x: tf.Tensor): Distribution {
  const found: Distribution[] = []
  model.procedure('logProb').run({ 'data.x': x }, contexts(false), (call, [value]) => {
    if (call.node === 'likelihood' && typeof value === 'object' && 'family' in value) found.push(value)
  })
  return found[0] ?? fail('There is no node "likelihood".')
}

/** The loss of one batch as in training. */
export function trainingLoss(model: Model, x: tf.Tensor): number {
  return tf.tidy(() => {
    const { outputs } = model.procedure('objective/nll').run({ 'data.x': x }, contexts(true))
    const { objective } = outputs
    if (typeof objective !== 'object' || !('loss' in objective)) return fail('There is no objective.')
    return objective.loss.dataSync()[0] ?? fail('There is no loss.')
  })
}

/** One sweep of the sampler over what is sampled so far. */
export function sweep(model: Model, seed: number, x: tf.Tensor): Float32Array {
  return tf.tidy(() => {
    const { outputs } = model.procedure('sample').run({ x }, createContext({ seed, step: 0, training: false }))
    return Float32Array.from(asTensor(outputs.mean, 'sample').dataSync())
  })
}

/** All examples of so many elements of 0 and 1: `[2^size, ...shape]`. */
export function allBinary(shape: Shape): tf.Tensor {
  const size = sizeOf(shape)
  const rows = Array.from({ length: 2 ** size }, (_, n) => Array.from({ length: size }, (_, i) => (n >> i) & 1))
  return tf.tensor(rows.flat(), [rows.length, ...shape])
}

export const totalProbability = (logs: readonly number[]): number => logs.reduce((sum, log) => sum + Math.exp(log), 0)

const fail = (message: string): never => {
  throw new Error(message)
}

/** A masked autoencoder and a likelihood of its outputs. */
export function madeGraph(params: JsonObject, shape: Shape): SmallGraph {
  const isMixed = Number(params.masks ?? 1) > 1
  return {
    data: { shape },
    nodes: [
      ['made', 'masked/made', params],
      ['likelihood', 'stochastic/bernoulli-likelihood'],
      ...(isMixed ? [['mixture', 'stochastic/equal-mixture'] as const] : []),
    ],
    wires: [
      'data.x -> made.x',
      'made.y -> likelihood.logits',
      ...(isMixed
        ? ['likelihood.p -> mixture.components', 'mixture.p -> nll.likelihood']
        : ['likelihood.p -> nll.likelihood']),
    ],
  }
}

/** A first masked convolution of type A, so many of type B or residual blocks, and a 1 × 1 convolution to logits. */
export function pixelGraph(shape: Shape, rest: readonly (readonly [kind: string, params: JsonObject])[]): SmallGraph {
  const names = rest.map((_, i) => `layer${i + 2}`)
  return {
    data: { shape },
    nodes: [
      ['layer1', 'masked/masked-conv2d', { filters: 4, mask: 'A', activation: 'tanh' }],
      ...rest.map(([kind, params], i) => [names[i]!, kind, params] as const),
      ['logits', 'layers/conv2d', { filters: 1, kernelSize: 1 }],
      ['likelihood', 'stochastic/bernoulli-likelihood'],
    ],
    wires: [
      'data.x -> layer1.x',
      ...names.map((name, i) => `layer${i + 1}.y -> ${name}.x`),
      `layer${rest.length + 1}.y -> logits.x`,
      'logits.y -> likelihood.logits',
      'likelihood.p -> nll.likelihood',
    ],
  }
}

/** Gated convolutions in two streams, the first of type A. */
export function gatedGraph(shape: Shape, layers: number): SmallGraph {
  const names = Array.from({ length: layers }, (_, i) => `gated${i + 1}`)
  return {
    data: { shape },
    nodes: [
      ...names.map((name, i) => [name, 'masked/gated-conv2d', { filters: 4, mask: i === 0 ? 'A' : 'B' }] as const),
      ['logits', 'layers/conv2d', { filters: 1, kernelSize: 1 }],
      ['likelihood', 'stochastic/bernoulli-likelihood'],
    ],
    wires: [
      'data.x -> gated1.vertical',
      'data.x -> gated1.horizontal',
      ...names
        .slice(1)
        .flatMap((name, i) => [
          `gated${i + 1}.vertical -> ${name}.vertical`,
          `gated${i + 1}.horizontal -> ${name}.horizontal`,
        ]),
      `gated${layers}.horizontal -> logits.x`,
      'logits.y -> likelihood.logits',
      'likelihood.p -> nll.likelihood',
    ],
  }
}
