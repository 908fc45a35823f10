// A density over values that are told apart: the same words from every objective, and from a flow, and a fix that ends it.
import { describe, expect, test } from 'vitest'
import { inferGraph } from '../../src/compiler/inference/infer.ts'
import { compileDocument } from '../../src/compiler/program/compile.ts'
import { applyFix } from '../../src/graph/apply-edit.ts'
import type { GraphDocument } from '../../src/graph/document.ts'
import { readDocument } from '../../src/graph/document-file.ts'
import type { JsonObject } from '../../src/graph/json.ts'
import { definitions } from '../index.ts'

type Node = readonly [id: string, kind: string, params?: JsonObject]

interface Model {
  readonly nodes: readonly Node[]
  /** Wires; `x` stands for what is observed. */
  readonly wires: readonly string[]
}

const coder: readonly Node[] = [
  ['encoder', 'networks/encoder', { layers: [], output: 'features' }],
  ['decoder', 'networks/decoder', { layers: [], outputShape: [14, 14, 1] }],
]

const models: Readonly<Record<string, (variance: string) => Model>> = {
  'a VAE': (variance) => ({
    nodes: [
      ['encoder', 'networks/encoder', { layers: [], latent: 2 }],
      ['sampler', 'stochastic/gaussian-sampler'],
      ['decoder', 'networks/decoder', { layers: [], outputShape: [14, 14, 1] }],
      ['likelihood', 'stochastic/gaussian-likelihood', { variance }],
      ['prior', 'stochastic/standard-normal'],
      ['objective', 'objectives/evidence-lower-bound'],
    ],
    wires: [
      'x -> encoder.x',
      'encoder.mean -> sampler.mean',
      'encoder.logVariance -> sampler.logVariance',
      'sampler.z -> decoder.z',
      'decoder.y -> likelihood.mean',
      'x -> objective.x',
      'likelihood.p -> objective.likelihood',
      'sampler.q -> objective.posterior',
      'prior.p -> objective.prior',
    ],
  }),
  'an autoencoder': (variance) => ({
    nodes: [
      ...coder,
      ['likelihood', 'stochastic/gaussian-likelihood', { variance }],
      ['objective', 'objectives/reconstruction'],
    ],
    wires: [
      'x -> encoder.x',
      'encoder.y -> decoder.z',
      'decoder.y -> likelihood.mean',
      'x -> objective.x',
      'likelihood.p -> objective.likelihood',
    ],
  }),
  'a MADE': (variance) => ({
    nodes: [
      ['made', 'masked/made', { hidden: [4], output: 'gaussian' }],
      ['likelihood', 'stochastic/gaussian-likelihood', { variance }],
      ['objective', 'objectives/negative-log-likelihood'],
    ],
    wires: ['x -> made.x', 'made.mean -> likelihood.mean', 'x -> objective.x', 'likelihood.p -> objective.likelihood'],
  }),
  'a flow': () => ({
    nodes: [
      ['one', 'flows/coupling', { mask: 'checkerboard' }],
      ['two', 'flows/coupling', { mask: 'checkerboard', swap: true }],
      ['base', 'stochastic/standard-normal'],
      ['objective', 'objectives/change-of-variables'],
    ],
    wires: ['x -> one.x', 'one.y -> two.x', 'two.y -> objective.z1', 'base.p -> objective.base'],
  }),
}

function document(model: Model, binarisation: string, before: readonly Node[] = []): GraphDocument {
  const digits: Node = ['digits', 'data/digits', { size: '14', binarisation }]
  const line = [digits, ...before].map(([id], i) => `${id}.${i ? 'y' : 'x'}`)
  return readDocument(
    {
      format: 'genloom',
      version: 1,
      title: 'Discrete',
      nodes: [digits, ...before, ...model.nodes].map(([id, kind, params = {}]) => ({ id, kind, version: 1, params })),
      wires: [
        ...before.map(([id], i) => `${line[i]} -> ${id}.x`),
        ...model.wires.map((wire) => wire.replace(/^x /, `${line.at(-1)} `)),
      ],
    },
    definitions,
  )
}

const problemsOf = (graph: GraphDocument) =>
  inferGraph(graph, definitions).problems.filter(({ code }) => code !== 'estimated-divergence')

const fixFor: Readonly<Record<string, string>> = {
  none: 'Set Binarisation to levels in Digits, then insert Dequantise',
  levels: 'Insert Dequantise',
  threshold: 'Insert Dequantise',
  dynamic: 'Insert Dequantise',
}
const kinds = Object.keys(models)
const cases = kinds.flatMap((kind) => Object.keys(fixFor).map((binarisation) => [kind, binarisation] as const))

describe.each(['fixed', 'shared'])('a density of %s deviation', (variance) => {
  test.each(cases)('under %s, of digits with binarisation %s, is told of once and mended', (kind, binarisation) => {
    const graph = document(models[kind]!(variance), binarisation)
    const found = problemsOf(graph)
    const refuses = kind === 'a flow'
    expect(found).toMatchObject([
      {
        code: refuses ? 'discrete-flow' : 'discrete-density',
        severity: refuses ? 'error' : 'warning',
        node: refuses ? 'one' : 'objective',
        port: 'x',
        expected: 'real numbers',
        fixes: [{ title: fixFor[binarisation] }],
      },
    ])
    const mended = applyFix(graph, found[0]!.fixes[0]!, definitions)
    expect(problemsOf(mended)).toEqual([])
    expect(compileDocument(mended, definitions)).toHaveProperty('program')
  })
})

describe('what is only moved is still told apart', () => {
  test.each(kinds)('under %s behind Rescale', (kind) => {
    const graph = document(models[kind]!('shared'), 'levels', [['scale', 'layers/rescale']])
    expect(problemsOf(graph).map(({ code }) => code)).toContain(
      kind === 'a flow' ? 'discrete-flow' : 'discrete-density',
    )
  })

  test.each(kinds)('under %s behind Flatten', (kind) => {
    const { nodes, wires } = models[kind]!('shared')
    const flat = nodes.map(([id, type, params]): Node => [id, type, flattened(type, params)])
    const graph = document({ nodes: flat, wires }, 'none', [['flatten', 'layers/flatten']])
    const [problem, ...more] = problemsOf(graph)
    expect(more).toEqual([])
    expect(problemsOf(applyFix(graph, problem!.fixes[0]!, definitions))).toEqual([])
  })
})

/** For vectors instead of images. */
const flattened = (type: string, params: JsonObject = {}): JsonObject => {
  if (type === 'networks/decoder') return { ...params, outputShape: [196] }
  return type === 'flows/coupling' ? { ...params, mask: 'halves' } : params
}

test('a Dequantise on the way is told of what it lacks, and nothing else is wrong', () => {
  const graph = document(models['a VAE']!('shared'), 'none', [
    ['noise', 'flows/dequantise'],
    ['logit', 'flows/logit'],
  ])
  expect(problemsOf(graph)).toMatchObject([{ code: 'range-mismatch', node: 'noise' }])
  expect(problemsOf(applyFix(graph, problemsOf(graph)[0]!.fixes[0]!, definitions))).toEqual([])
})
