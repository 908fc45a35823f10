// Faults of a flow as a whole, which no single node can see, and the fixes that mend them.
import { describe, expect, test } from 'vitest'
import { compileGraph } from '../../src/compiler/compile.ts'
import { inferGraph } from '../../src/compiler/infer.ts'
import { applyEdit } from '../../src/graph/apply-edit.ts'
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

describe('elements that nothing touches', () => {
  const line = ['points.x -> one.x', 'one.y -> two.x', 'two.y -> nll.z1']

  test('couplings that all keep the same half are found, and mended by swapping one', () => {
    const nodes = [points, coupling('one', false), coupling('two', false)]
    const problems = problemsOf(nodes, line)
    expect(problems).toMatchObject([{ code: 'flow-untouched', severity: 'warning', node: 'two' }])
    expect(problems[0]?.message).toContain('1 of the 2 elements')
    expect(mend(nodes, line, problems)).toEqual([])
  })

  test('couplings that keep different halves are fine, and so is one behind a reversal or a rotation', () => {
    expect(problemsOf([points, coupling('one', false), coupling('two', true)], line)).toEqual([])
    const between = ['points.x -> one.x', 'one.y -> mix.x', 'mix.y -> two.x', 'two.y -> nll.z1']
    for (const kind of ['flows/reverse', 'flows/invertible-convolution'])
      expect(problemsOf([points, coupling('one', false), ['mix', kind], coupling('two', false)], between)).toEqual([])
  })

  test('a reversal that undoes the swap is seen', () => {
    const between = ['points.x -> one.x', 'one.y -> mix.x', 'mix.y -> two.x', 'two.y -> nll.z1']
    const nodes: Node[] = [points, coupling('one', false), ['mix', 'flows/reverse'], coupling('two', true)]
    expect(problemsOf(nodes, between)).toMatchObject([{ code: 'flow-untouched' }])
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

  test('a split with nothing connected to z leaves part of the data out, and offers the next end', () => {
    const mixed: Node = ['mix', 'flows/invertible-convolution']
    const nodes: Node[] = [...image, mixed, coupling('one', false, { mask: 'channel' }), ['half', 'flows/split']]
    const wires = [...imageWires, 'pack.y -> mix.x', 'mix.y -> one.x', 'one.y -> half.x', 'half.y -> nll.z1']
    const problems = problemsOf(nodes, wires)
    expect(problems).toMatchObject([{ code: 'flow-loose-end', severity: 'error', node: 'half', port: 'z' }])
    expect(compileGraph(inferGraph(documentOf(nodes, wires), definitions))).toHaveProperty('problems')
    expect(mend(nodes, wires, problems)).toEqual([])
  })
})

test('a flow that takes two ways to the objective would count its data twice', () => {
  const nodes = [points, coupling('one', false), coupling('two', true)]
  const wires = ['points.x -> one.x', 'points.x -> two.x', 'one.y -> nll.z1', 'two.y -> nll.z2']
  expect(problemsOf(nodes, wires)).toMatchObject([{ code: 'flow-forks', severity: 'error', node: 'points', port: 'x' }])
})

test('two data sources are two densities', () => {
  const nodes: Node[] = [points, ['others', 'data/points', {}], coupling('one', false), coupling('two', true)]
  const wires = ['points.x -> one.x', 'others.x -> two.x', 'one.y -> nll.z1', 'two.y -> nll.z2']
  expect(problemsOf(nodes, wires)).toMatchObject([{ code: 'flow-several-starts', severity: 'error', node: 'nll' }])
})

test('a flow behind a trained layer is no density of the data', () => {
  const nodes: Node[] = [points, ['layer', 'layers/dense', { units: 2 }], coupling('one', false), coupling('two', true)]
  const wires = ['points.x -> layer.x', 'layer.y -> one.x', 'one.y -> two.x', 'two.y -> nll.z1']
  expect(problemsOf(nodes, wires)).toMatchObject([{ code: 'flow-starts-late', severity: 'warning', node: 'layer' }])
})

test('levels straight into a coupling are refused, and the fix makes the flow run', () => {
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

describe('the base density', () => {
  const nodes = [points, coupling('one', false), coupling('two', true)]
  const wires = ['points.x -> one.x', 'one.y -> two.x', 'two.y -> nll.z1']

  test('one that depends on something is refused', () => {
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
