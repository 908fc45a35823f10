// Fixes of graphs in which an element depends on itself or on later ones, and of likelihoods that do not fit.
import { describe, expect, test } from 'vitest'
import { applyFix } from '../../src/graph/apply-edit.ts'
import type { GraphDocument } from '../../src/graph/document.ts'
import type { JsonObject } from '../../src/graph/json.ts'
import type { Problem } from '../../src/graph/problems.ts'
import { conv, document, image, line, masked, problems } from './fixtures/masked-lines.ts'
import { gatedGraph, madeGraph, type SmallGraph, testDefinitions } from './fixtures/small-models.ts'

describe('fixes that work', () => {
  const fixed = (opened: GraphDocument, title: string): readonly Problem[] => {
    const [problem] = problems(opened)
    expect(problem?.fixes.map((fix) => fix.title)).toEqual([title])
    return problems(applyFix(opened, problem!.fixes[0]!, testDefinitions))
  }

  test('an ordinary convolution behind a mask takes a window of one pixel', () => {
    const graph = line(image, [conv('A', 2), ['layers/conv2d', { filters: 1 }]])
    expect(fixed(document(graph), 'Set kernel size to 1')).toEqual([])
  })

  test('one on the data has no such fix', () => {
    const graph = line(image, [['layers/conv2d', { filters: 2 }], conv('A', 1)])
    expect(problems(document(graph))).toMatchObject([{ code: 'autoregressive-leak', fixes: [] }])
  })

  const categorical = (layer: readonly [string, JsonObject]): SmallGraph => ({
    data: { shape: image, range: 'binary' },
    nodes: [
      ['layer', ...layer],
      ['likelihood', 'stochastic/categorical-likelihood', { levels: '2' }],
    ],
    wires: ['data.x -> layer.x', 'layer.y -> likelihood.logits', 'likelihood.p -> nll.likelihood'],
  })

  test.each([
    ['Set filters to 2 in Masked conv 2D', [masked, { mask: 'A', filters: 3 }]],
    ['Output 2 numbers in MADE', ['masked/made', { hidden: [4] }]],
  ] as const)('a likelihood with too few or too many channels: %s', (title, layer) => {
    expect(fixed(document(categorical(layer)), title)).toEqual([])
  })

  test('an ordinary convolution with the wrong channels gets as many filters', () => {
    const graph: SmallGraph = {
      data: { shape: image, range: 'binary' },
      nodes: [
        ['first', masked, { mask: 'A', filters: 3 }],
        ['last', 'layers/conv2d', { filters: 1, kernelSize: 1 }],
        ['likelihood', 'stochastic/categorical-likelihood', { levels: '2' }],
      ],
      wires: [
        'data.x -> first.x',
        'first.y -> last.x',
        'last.y -> likelihood.logits',
        'likelihood.p -> nll.likelihood',
      ],
    }
    expect(fixed(document(graph), 'Set filters to 2 in Conv 2D')).toEqual([])
  })
})

describe('a first mask that shows the pixel itself is fixed', () => {
  const gatedB: SmallGraph = {
    ...gatedGraph([4, 4, 4], 1),
    nodes: gatedGraph([4, 4, 4], 1).nodes.map((node) => {
      if (node[0] === 'gated1') return [node[0], node[1], { filters: 4, mask: 'B' }]
      return node[0] === 'logits' ? [node[0], node[1], { filters: 4, kernelSize: 1 }] : node
    }),
  }
  test.each([
    ['a masked convolution', line(image, [conv('B', 2), conv('B', 1)]), 'layer1', 'Set mask to type A'],
    ['a horizontal window', line(image, [conv('leftTo', 1)]), 'layer1', 'Set mask to type Horizontal A'],
    ['a vertical window', line(image, [conv('rowsTo', 1)]), 'layer1', 'Set mask to type Vertical A'],
    ['a gated convolution', gatedB, 'gated1', 'Set mask to type A'],
  ])('%s', (_, graph, node, title) => {
    const opened = document(graph)
    const [problem, ...others] = problems(opened)
    expect(others).toEqual([])
    expect(problem).toMatchObject({ code: 'autoregressive-leak', node, fixes: [{ title }] })
    expect(problems(applyFix(opened, problem!.fixes[0]!, testDefinitions))).toEqual([])
  })
})

test('likelihoods of several masks must be combined, and the fix does it', () => {
  const graph = madeGraph({ hidden: [6], masks: 3 }, image)
  const opened = document({
    ...graph,
    nodes: graph.nodes.filter(([id]) => id !== 'mixture'),
    wires: ['data.x -> made.x', 'made.y -> likelihood.logits', 'likelihood.p -> nll.likelihood'],
  })
  const [problem] = problems(opened)
  expect(problem).toMatchObject({ code: 'shape-mismatch', node: 'nll', fixes: [{ title: 'Insert Equal mixture' }] })
  expect(problems(applyFix(opened, problem!.fixes[0]!, testDefinitions))).toEqual([])
})
