// Problems of a flow as a whole, which no single node can detect, and their fixes.
import { describe, expect, test } from 'vitest'
import { inferGraph } from '../../src/compiler/inference/infer.ts'
import { compileGraph } from '../../src/compiler/program/compile.ts'
import { applyEdit, applyFix } from '../../src/graph/apply-edit.ts'
import type { GraphDocument } from '../../src/graph/document.ts'
import { parseDocument } from '../../src/graph/document-file.ts'
import type { JsonObject } from '../../src/graph/json.ts'
import type { Problem } from '../../src/graph/problems.ts'
import { definitions } from '../index.ts'

type Node = readonly [id: string, kind: string, params?: JsonObject]

const ends: readonly Node[] = [
  ['base', 'stochastic/standard-normal'],
  ['nll', 'objectives/change-of-variables'],
]

const documentOf = (nodes: readonly Node[], wires: readonly string[]) =>
  parseDocument(
    JSON.stringify({
      format: 'genloom',
      version: 1,
      title: 'Flow',
      nodes: [...nodes, ...ends].map(([id, kind, params = {}]) => ({ id, kind, version: 1, params })),
      wires: [...wires, 'base.p -> nll.base'],
    }),
    definitions,
  )

const problemsOf = (nodes: readonly Node[], wires: readonly string[]) =>
  inferGraph(documentOf(nodes, wires), definitions).problems

const points: Node = ['points', 'data/points', {}]
const coupling = (id: string, swap: boolean, more: JsonObject = {}): Node => [id, 'flows/coupling', { swap, ...more }]

/** Applies the only fix of the only problem. */
function mend(nodes: readonly Node[], wires: readonly string[], [problem]: readonly Problem[]): readonly Problem[] {
  const [fix] = problem?.fixes ?? []
  if (!fix) throw new Error('There is no fix.')
  const document = fix.edits.reduce((current, edit) => applyEdit(current, edit, definitions), documentOf(nodes, wires))
  return inferGraph(document, definitions).problems
}

describe('elements that nothing transforms', () => {
  const line = ['points.x -> one.x', 'one.y -> two.x', 'two.y -> nll.z1']

  test('couplings that all keep the same half are reported, and fixed by swapping one', () => {
    const nodes = [points, coupling('one', false), coupling('two', false)]
    const problems = problemsOf(nodes, line)
    expect(problems).toMatchObject([{ code: 'flow-untouched', severity: 'warning', node: 'two' }])
    expect(problems[0]?.message).toContain('1 of the 2 elements')
    expect(mend(nodes, line, problems)).toEqual([])
  })

  test('couplings that keep different halves are fine, and so is one after a reversal or a rotation', () => {
    expect(problemsOf([points, coupling('one', false), coupling('two', true)], line)).toEqual([])
    const between = ['points.x -> one.x', 'one.y -> mix.x', 'mix.y -> two.x', 'two.y -> nll.z1']
    for (const kind of ['flows/reverse', 'flows/invertible-convolution'])
      expect(problemsOf([points, coupling('one', false), ['mix', kind], coupling('two', false)], between)).toEqual([])
  })

  test('a permutation transforms nothing: the half it passes to the coupling is known from its seed', () => {
    const wires = ['points.x -> mix.x', 'mix.y -> one.x', 'one.y -> nll.z1']
    const found = problemsOf([points, ['mix', 'flows/permutation'], coupling('one', false)], wires)
    expect(found).toMatchObject([{ code: 'flow-untouched' }])
    const between = ['points.x -> one.x', 'one.y -> mix.x', 'mix.y -> two.x', 'two.y -> nll.z1']
    const both = (swap: boolean, seed: number) =>
      problemsOf(
        [points, coupling('one', false), ['mix', 'flows/permutation', { seed }], coupling('two', swap)],
        between,
      )
    for (const seed of [1, 2, 3, 4, 5, 6])
      expect([both(true, seed), both(false, seed)].filter((all) => all.length === 0)).toHaveLength(1)
  })

  test('a reversal that undoes the swap is detected', () => {
    const between = ['points.x -> one.x', 'one.y -> mix.x', 'mix.y -> two.x', 'two.y -> nll.z1']
    const nodes: Node[] = [points, coupling('one', false), ['mix', 'flows/reverse'], coupling('two', true)]
    expect(problemsOf(nodes, between)).toMatchObject([{ code: 'flow-untouched' }])
  })

  const flat: readonly Node[] = [
    ['digits', 'data/digits', { binarisation: 'levels', size: '14' }],
    ['noise', 'flows/dequantise'],
    ['flat', 'flows/flow-flatten', { shape: [14, 14, 1] }],
  ]
  const toFlat = ['digits.x -> noise.x', 'noise.y -> flat.x']

  test('the fix swaps a coupling that helps, even if it is not the last', () => {
    const nodes = [
      ...flat,
      coupling('one', false),
      coupling('two', false),
      coupling('last', false, { mask: 'alternating' }),
    ]
    const wires = [...toFlat, 'flat.y -> one.x', 'one.y -> two.x', 'two.y -> last.x', 'last.y -> nll.z1']
    const problems = problemsOf(nodes, wires)
    expect(problems).toMatchObject([{ code: 'flow-untouched', fixes: [{ edits: [{ node: 'two' }] }] }])
    expect(mend(nodes, wires, problems)).toEqual([])
  })

  test('no swap is offered if none leaves fewer elements unchanged', () => {
    const nodes = [...flat, coupling('one', false)]
    const wires = [...toFlat, 'flat.y -> one.x', 'one.y -> nll.z1']
    expect(problemsOf(nodes, wires)).toMatchObject([{ code: 'flow-untouched', fixes: [] }])
  })

  test('a bypassed coupling does not count', () => {
    const document = documentOf([points, coupling('one', false), coupling('two', true)], line)
    const nodes = document.nodes.map((node) => (node.id === 'one' ? { ...node, mode: 'bypass' as const } : node))
    expect(inferGraph({ ...document, nodes }, definitions).problems).toMatchObject([{ code: 'flow-untouched' }])
  })

  const digits: Node = ['digits', 'data/digits', { binarisation: 'levels', size: '14' }]
  const image = [digits, ['noise', 'flows/dequantise'], ['pack', 'flows/squeeze']] as const
  const imageWires = ['digits.x -> noise.x', 'noise.y -> pack.x']

  test('through a squeeze and a split, each end is followed to the pixels it holds', () => {
    const nodes: Node[] = [...image, coupling('one', false, { mask: 'channel' }), ['half', 'flows/split']]
    const wires = [...imageWires, 'pack.y -> one.x', 'one.y -> half.x', 'half.y -> nll.z1', 'half.z -> nll.z2']
    const problems = problemsOf(nodes, wires)
    expect(problems).toMatchObject([{ code: 'flow-untouched', node: 'one' }])
    expect(problems[0]?.message).toContain('98 of the 196 elements')
  })

  test('a split with z unconnected leaves part of the data out, and offers the next end', () => {
    const mixed: Node = ['mix', 'flows/invertible-convolution']
    const nodes: Node[] = [...image, mixed, coupling('one', false, { mask: 'channel' }), ['half', 'flows/split']]
    const wires = [...imageWires, 'pack.y -> mix.x', 'mix.y -> one.x', 'one.y -> half.x', 'half.y -> nll.z1']
    const problems = problemsOf(nodes, wires)
    expect(problems).toMatchObject([{ code: 'flow-loose-end', severity: 'error', node: 'half', port: 'z' }])
    expect(compileGraph(inferGraph(documentOf(nodes, wires), definitions))).toHaveProperty('problems')
    expect(mend(nodes, wires, problems)).toEqual([])
  })
})

test('a flow with two paths to the objective would count its data twice', () => {
  const nodes = [points, coupling('one', false), coupling('two', true)]
  const wires = ['points.x -> one.x', 'points.x -> two.x', 'one.y -> nll.z1', 'two.y -> nll.z2']
  expect(problemsOf(nodes, wires)).toMatchObject([{ code: 'flow-forks', severity: 'error', node: 'points', port: 'x' }])
})

test('two data sources are two densities', () => {
  const nodes: Node[] = [points, ['others', 'data/points', {}], coupling('one', false), coupling('two', true)]
  const wires = ['points.x -> one.x', 'others.x -> two.x', 'one.y -> nll.z1', 'two.y -> nll.z2']
  expect(problemsOf(nodes, wires)).toMatchObject([{ code: 'flow-several-starts', severity: 'error', node: 'nll' }])
})

test('a flow after a trained layer is not a density of the data', () => {
  const nodes: Node[] = [points, ['layer', 'layers/dense', { units: 2 }], coupling('one', false), coupling('two', true)]
  const wires = ['points.x -> layer.x', 'layer.y -> one.x', 'one.y -> two.x', 'two.y -> nll.z1']
  expect(problemsOf(nodes, wires)).toMatchObject([{ code: 'flow-starts-late', severity: 'warning', node: 'layer' }])
})

describe('a layer where a flow should be', () => {
  const levels: Node = ['digits', 'data/digits', { binarisation: 'levels', size: '14' }]
  const before: readonly Node[] = [levels, ['noise', 'flows/dequantise'], ['stretch', 'flows/logit']]
  const toStretch = ['digits.x -> noise.x', 'noise.y -> stretch.x']
  const around = (layer: Node): { nodes: Node[]; wires: string[] } => ({
    nodes: [
      ...before,
      layer,
      coupling('one', false, { mask: 'alternating' }),
      coupling('two', true, { mask: 'alternating' }),
    ],
    wires: [...toStretch, 'stretch.y -> layer.x', 'layer.y -> one.x', 'one.y -> two.x', 'two.y -> nll.z1'],
  })

  test('a Flatten between transforms loses their log-determinant: it is an error, and the fix replaces it by a transform', () => {
    const { nodes, wires } = around(['layer', 'layers/flatten'])
    const problems = problemsOf(nodes, wires)
    expect(problems).toMatchObject([{ code: 'layer-in-flow', severity: 'error', node: 'layer' }])
    expect(problems[0]?.message).toContain('Flatten lies inside the flow, but is not a transform')
    expect(compileGraph(inferGraph(documentOf(nodes, wires), definitions))).toHaveProperty('problems')
    expect(mend(nodes, wires, problems)).toEqual([])
  })

  const flat: Node = ['flat', 'flows/flow-flatten', { shape: [14, 14, 1] }]
  const aroundImage = (layer: Node) => {
    const { nodes, wires } = around(layer)
    const others = wires.filter((wire) => wire !== 'layer.y -> one.x')
    return { nodes: [...nodes, flat], wires: [...others, 'layer.y -> flat.x', 'flat.y -> one.x'] }
  }

  test.each([
    ['layers/activation', { function: 'sigmoid' }, 'Use Flow sigmoid instead of Activation'],
    ['layers/rescale', {}, 'Use Actnorm instead of Rescale'],
    ['layers/batch-norm', {}, 'Use Flow batch norm instead of Batch norm'],
  ])('%s is an error, too, with a fix', (kind, params, title) => {
    const { nodes, wires } = aroundImage(['layer', kind, params])
    const problems = problemsOf(nodes, wires)
    expect(problems).toMatchObject([{ code: 'layer-in-flow', fixes: [{ title }] }])
    expect(mend(nodes, wires, problems)).toEqual([])
  })

  test('a layer without a matching transform is an error without a fix', () => {
    const { nodes, wires } = aroundImage(['layer', 'layers/conv2d', { filters: 1 }])
    expect(problemsOf(nodes, wires)).toMatchObject([{ code: 'layer-in-flow', fixes: [] }])
  })

  test('it is the only problem: elements before it are not known to be unchanged', () => {
    const nodes: Node[] = [points, coupling('one', false), ['layer', 'layers/activation'], coupling('two', true)]
    const wires = ['points.x -> one.x', 'one.y -> layer.x', 'layer.y -> two.x', 'two.y -> nll.z1']
    expect(problemsOf(nodes, wires).map(({ code }) => code)).toEqual(['layer-in-flow'])
  })

  test('a bypassed layer still interrupts the flow, and can be removed', () => {
    const { nodes, wires } = aroundImage(['layer', 'layers/activation'])
    const document = documentOf(nodes, wires)
    const bypassed: GraphDocument = {
      ...document,
      nodes: document.nodes.map((node) => (node.id === 'layer' ? { ...node, mode: 'bypass' } : node)),
    }
    const [problem, ...more] = inferGraph(bypassed, definitions).problems
    expect(problem).toMatchObject({ code: 'layer-in-flow', fixes: [{ title: 'Remove Activation from the flow' }] })
    expect(more).toEqual([])
    expect(inferGraph(applyFix(bypassed, problem!.fixes[0]!, definitions), definitions).problems).toEqual([])
  })

  test('before the flow a layer without weights is allowed, with a note about what the density is of', () => {
    const nodes: Node[] = [points, ['layer', 'layers/rescale'], coupling('one', false), coupling('two', true)]
    const wires = ['points.x -> layer.x', 'layer.y -> one.x', 'one.y -> two.x', 'two.y -> nll.z1']
    const problems = problemsOf(nodes, wires)
    expect(problems).toMatchObject([{ code: 'flow-starts-late', severity: 'warning', node: 'layer' }])
    expect(mend(nodes, wires, problems)).toEqual([])
    expect(
      problemsOf([points, ['layer', 'layers/flatten'], coupling('one', false), coupling('two', true)], wires),
    ).toEqual([])
  })
})

test('levels fed directly to a coupling are an error, and the fix makes the flow run', () => {
  const nodes: Node[] = [
    ['digits', 'data/digits', { binarisation: 'levels', size: '14' }],
    coupling('one', false, { mask: 'checkerboard' }),
    coupling('two', true, { mask: 'checkerboard' }),
  ]
  const wires = ['digits.x -> one.x', 'one.y -> two.x', 'two.y -> nll.z1']
  const problems = problemsOf(nodes, wires).filter(({ severity }) => severity === 'error')
  expect(problems).toMatchObject([{ code: 'discrete-flow', node: 'one' }])
  expect(mend(nodes, wires, problems)).toEqual([])
})

describe('grey values', () => {
  const grey: Node = ['digits', 'data/digits', { binarisation: 'none', size: '14' }]
  const checkers = (wish: JsonObject = {}): Node[] => [
    coupling('one', false, { mask: 'checkerboard', ...wish }),
    coupling('two', true, { mask: 'checkerboard', ...wish }),
  ]

  test('in 256 steps are integers in disguise: one fix turns them into levels with noise', () => {
    const document = documentOf([grey, ...checkers()], ['digits.x -> one.x', 'one.y -> two.x', 'two.y -> nll.z1'])
    const problem = inferGraph(document, definitions).problems.find(({ severity }) => severity === 'error')
    const title = 'Set Binarisation to levels in Digits, then insert Dequantise'
    expect(problem).toMatchObject({ code: 'discrete-flow', node: 'one', fixes: [{ title }] })
    expect(inferGraph(applyFix(document, problem!.fixes[0]!, definitions), definitions).problems).toEqual([])
  })

  test('are an error for a Logit, and after a Squeeze; a Dequantise requests levels', () => {
    const wires = ['digits.x -> first.x', 'first.y -> second.x']
    const between = (first: string, second: string) =>
      problemsOf([grey, ['first', first], ['second', second]], [...wires, 'second.y -> nll.z1']).slice(0, 1)
    const levels = [{ title: 'Set Binarisation to levels in Digits' }]
    const noisy = [{ title: 'Set Binarisation to levels in Digits, then insert Dequantise' }]
    expect(between('flows/logit', 'flows/actnorm')).toMatchObject([{ node: 'first', fixes: noisy }])
    expect(between('flows/squeeze', 'flows/actnorm')).toMatchObject([{ node: 'second', fixes: noisy }])
    expect(between('flows/dequantise', 'flows/logit')).toMatchObject([{ node: 'first', fixes: levels }])
  })
})

describe('the base density', () => {
  const nodes = [points, coupling('one', false), coupling('two', true)]
  const wires = ['points.x -> one.x', 'one.y -> two.x', 'two.y -> nll.z1']

  test('one that depends on something is an error', () => {
    const gaussian: Node = ['wrong', 'stochastic/gaussian-likelihood', { variance: 'shared' }]
    const document = documentOf([...nodes, gaussian], [...wires, 'points.x -> wrong.mean'])
    const rewired = document.wires.map((wire) =>
      wire.to.port === 'base' ? { ...wire, from: { node: 'wrong', port: 'p' } } : wire,
    )
    const { problems } = inferGraph({ ...document, wires: rewired }, definitions)
    expect(problems).toMatchObject([{ code: 'family-mismatch', node: 'nll', port: 'base' }])
  })

  test('a uniform one needs an end between 0 and 1', () => {
    const cube: Node = ['cube', 'stochastic/uniform']
    const document = documentOf([...nodes, cube], wires)
    const rewired = document.wires.map((wire) =>
      wire.to.port === 'base' ? { ...wire, from: { node: 'cube', port: 'p' } } : wire,
    )
    const { problems } = inferGraph({ ...document, wires: rewired }, definitions)
    expect(problems).toMatchObject([{ code: 'range-mismatch', port: 'z1', fixes: [{ title: 'Insert Flow sigmoid' }] }])
  })
})
