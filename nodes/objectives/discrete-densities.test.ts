// A density over discrete values: the same message from every objective, and from a flow, with a fix.
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
  test.each(cases)('under %s, of digits with binarisation %s, is reported once and fixed', (kind, binarisation) => {
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

describe('bits per dimension', () => {
  const densityOf = (graph: GraphDocument) => {
    const compilation = compileDocument(graph, definitions)
    if (!('program' in compilation)) throw new Error(compilation.problems[0]?.message)
    return compilation.program.density
  }

  test.each(cases)(
    'of %s, of digits with binarisation %s, are reported unless there is a warning',
    (kind, binarisation) => {
      const graph = document(models[kind]!('shared'), binarisation)
      const [problem] = problemsOf(graph)
      const mended = densityOf(applyFix(graph, problem!.fixes[0]!, definitions)).likelihood
      expect(mended?.withoutBits).toBeUndefined()
      if (problem?.severity === 'error') return
      const { likelihood } = densityOf(graph)
      // An autoencoder has no likelihood at all.
      if (kind === 'an autoencoder') expect(likelihood).toBeUndefined()
      else expect(likelihood?.withoutBits).toMatch(/^x takes a finite set of values, and the likelihood is a density/)
    },
  )

  test('are not reported for real numbers, which have none', () => {
    const { nodes, wires } = models['a MADE']!('shared')
    const graph = document({ nodes, wires }, 'none')
    const points = graph.nodes.map((node) =>
      node.id === 'digits' ? { ...node, kind: 'data/points', params: {} } : node,
    )
    expect(densityOf({ ...graph, nodes: points }).likelihood?.withoutBits).toMatch(/^x is real-valued/)
  })
})

describe('values after an affine map are still discrete', () => {
  const asLevels = 'Set Binarisation to levels in Digits, then remove Rescale, then insert Dequantise'
  const behindRescale = kinds.flatMap((kind) =>
    [
      ['none', asLevels] as const,
      ['levels', 'Remove Rescale, then insert Dequantise'] as const,
      ['dynamic', 'Remove Rescale, then insert Dequantise'] as const,
    ].map(([binarisation, title]) => [kind, binarisation, title] as const),
  )
  test.each(behindRescale)('under %s behind Rescale, of digits with binarisation %s', (kind, binarisation, title) => {
    const graph = document(models[kind]!('shared'), binarisation, [['scale', 'layers/rescale']])
    const found = problemsOf(graph).find(
      ({ code }) => code === (kind === 'a flow' ? 'discrete-flow' : 'discrete-density'),
    )
    expect(found?.fixes.map((fix) => fix.title)).toEqual([title])
    expect(problemsOf(applyFix(graph, found!.fixes[0]!, definitions))).toEqual([])
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

test('a Dequantise on the path reports what it needs, and nothing else is wrong', () => {
  const graph = document(models['a VAE']!('shared'), 'none', [
    ['noise', 'flows/dequantise'],
    ['logit', 'flows/logit'],
  ])
  expect(problemsOf(graph)).toMatchObject([{ code: 'range-mismatch', node: 'noise' }])
  expect(problemsOf(applyFix(graph, problemsOf(graph)[0]!.fixes[0]!, definitions))).toEqual([])
})

describe('a second objective, of the same digits as binary pixels, keeps them', () => {
  const bernoulli: Model = {
    nodes: [
      ['encoder2', 'networks/encoder', { layers: [], latent: 2 }],
      ['sampler2', 'stochastic/gaussian-sampler'],
      ['decoder2', 'networks/decoder', { layers: [], outputShape: [14, 14, 1] }],
      ['likelihood2', 'stochastic/bernoulli-likelihood'],
      ['prior2', 'stochastic/standard-normal'],
      ['bound', 'objectives/evidence-lower-bound'],
    ],
    wires: [
      'x -> encoder2.x',
      'encoder2.mean -> sampler2.mean',
      'encoder2.logVariance -> sampler2.logVariance',
      'sampler2.z -> decoder2.z',
      'decoder2.y -> likelihood2.logits',
      'x -> bound.x',
      'likelihood2.p -> bound.likelihood',
      'sampler2.q -> bound.posterior',
      'prior2.p -> bound.prior',
    ],
  }
  // A graph with two models of the same kind is read as the first, with a notice.
  const wrong = (graph: GraphDocument) => problemsOf(graph).filter(({ code }) => code !== 'objective-not-read')
  const beside = (kind: string): Model => {
    const { nodes, wires } = models[kind]!('shared')
    return { nodes: [...nodes, ...bernoulli.nodes], wires: [...wires, ...bernoulli.wires] }
  }

  test.each(kinds)('beside %s', (kind) => {
    const graph = document(beside(kind), 'dynamic')
    const [problem, ...more] = wrong(graph)
    expect(more).toEqual([])
    const mended = applyFix(graph, problem!.fixes[0]!, definitions)
    expect(wrong(mended)).toEqual([])
    expect(
      mended.wires.filter(({ to }) => to.node === 'bound' && to.port === 'x').map(({ from }) => from.node),
    ).toEqual(['digits'])
    expect(compileDocument(mended, definitions)).toHaveProperty('program')
  })

  test('after a shared encoder', () => {
    const { nodes, wires } = beside('a VAE')
    const shared: Model = {
      nodes: nodes.filter(([id]) => id !== 'encoder2' && id !== 'sampler2'),
      wires: wires
        .filter((wire) => !/-> (encoder2|sampler2)\./.test(wire))
        .map((wire) => wire.replace(/^sampler2/, 'sampler')),
    }
    const graph = document(shared, 'dynamic')
    const [problem] = wrong(graph)
    expect(wrong(applyFix(graph, problem!.fixes[0]!, definitions))).toEqual([])
  })
})
