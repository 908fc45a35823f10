// Graphs in which an element depends on itself or on later ones are an error, with the reason.
import { describe, expect, test } from 'vitest'
import { readDocument } from '../../src/graph/document-file.ts'
import { conv, document, image, line, masked, pointwise, problems } from './fixtures/masked-lines.ts'
import {
  gatedGraph,
  graphJson,
  madeGraph,
  pixelGraph,
  type SmallGraph,
  testDefinitions,
} from './fixtures/small-models.ts'

describe('sound models have no problems', () => {
  test.each([
    ['MADE', madeGraph({ hidden: [6] }, image)],
    ['MADE with several masks', madeGraph({ hidden: [6], masks: 3, order: 'random' }, [2, 2, 2])],
    ['PixelCNN', pixelGraph(image, [[masked, { filters: 4 }]])],
    ['PixelCNN with residual blocks', pixelGraph(image, [['masked/residual-block', {}]])],
    ['gated PixelCNN', gatedGraph(image, 3)],
    [
      'layers that keep to a position',
      line(image, [conv('A', 2), ['layers/layer-norm'], ['layers/dropout'], pointwise]),
    ],
    [
      'flattened before MADE and laid out again',
      line(image, [['layers/flatten'], ['masked/made'], ['layers/reshape', { shape: image }]]),
    ],
    [
      'MADE, then a masked convolution in the same order',
      line(image, [['masked/made', { hidden: [6] }], conv('B', 1)]),
    ],
    ['vertical rows of an image', line(image, [conv('rowsAbove', 2), conv('rowsTo', 1)])],
    [
      'a skip over a masked layer',
      {
        ...pixelGraph(image, []),
        nodes: [
          ['layer1', masked, { filters: 4, mask: 'A' }],
          ['layer2', masked, { filters: 4 }],
          ['sum', 'layers/add'],
          ['logits', 'layers/conv2d', { filters: 1, kernelSize: 1 }],
          ['likelihood', 'stochastic/bernoulli-likelihood'],
        ],
        wires: [
          'data.x -> layer1.x',
          'layer1.y -> layer2.x',
          'layer1.y -> sum.x1',
          'layer2.y -> sum.x2',
          'sum.y -> logits.x',
          'logits.y -> likelihood.logits',
          'likelihood.p -> nll.likelihood',
        ],
      } satisfies SmallGraph,
    ],
  ])('%s', (_, graph) => {
    expect(problems(document(graph))).toEqual([])
  })
})

test('a gated convolution whose window has no column on the right is an error: pixels to the upper right would be hidden', () => {
  const graph = gatedGraph(image, 3)
  const narrow: SmallGraph = {
    ...graph,
    nodes: graph.nodes.map(([id, kind, params = {}]) =>
      kind === 'masked/gated-conv2d' ? [id, kind, { ...params, kernelSize: 2 }] : [id, kind, params],
    ),
  }
  const found = problems(document(narrow)).filter(({ field }) => field === 'kernelSize')
  expect(found.length).toBeGreaterThan(0)
  for (const problem of found) expect(problem).toMatchObject({ code: 'wrong-parameter', severity: 'error' })
})

const sum = (first: string): SmallGraph => ({
  data: { shape: image },
  nodes: [
    ['layer1', masked, { filters: 1, mask: first }],
    ['sum', 'layers/add'],
    ['likelihood', 'stochastic/bernoulli-likelihood'],
  ],
  wires: [
    'data.x -> layer1.x',
    'data.x -> sum.x1',
    'layer1.y -> sum.x2',
    'sum.y -> likelihood.logits',
    'likelihood.p -> nll.likelihood',
  ],
})

describe('a path that leaks is a problem at the node that leaks', () => {
  test.each([
    [
      'an ordinary convolution behind the masked one',
      line(image, [conv('A', 2), ['layers/conv2d', { filters: 1 }]]),
      'layer2',
      'Conv 2D lets each element',
    ],
    [
      'an ordinary convolution before it',
      line(image, [['layers/conv2d', { filters: 2 }], conv('A', 1)]),
      'layer1',
      'Conv 2D lets each element',
    ],
    [
      'a dense layer',
      line(
        [8],
        [
          ['masked/made', { hidden: [6] }],
          ['layers/dense', { units: 8 }],
        ],
      ),
      'layer2',
      'Dense lets each element',
    ],
    [
      'layer norm over the elements of a vector',
      line([8], [['masked/made', { hidden: [6] }], ['layers/layer-norm']]),
      'layer2',
      'Layer norm lets',
    ],
    [
      'batch norm, whose moments are of all pixels',
      line(image, [conv('A', 1), ['layers/batch-norm']]),
      'layer2',
      'Batch norm lets',
    ],
    [
      'two orders',
      line([2, 2, 1], [['masked/made', { order: 'random' }], conv('B', 1)]),
      'layer2',
      'a different element order',
    ],
    [
      'a reversed order',
      line([2, 2, 1], [['masked/made', { order: 'reversed' }], conv('B', 1)]),
      'layer2',
      'a different element order',
    ],
    [
      'two random orders',
      line(
        [8],
        [
          ['masked/made', { order: 'random' }],
          ['masked/made', { order: 'random', seed: 2 }],
        ],
      ),
      'layer2',
      'a different element order',
    ],
    [
      'channels in order, then mixed',
      line(
        [2, 2, 2],
        [
          ['masked/made', { hidden: [4] }],
          ['layers/conv2d', { filters: 2, kernelSize: 1 }],
        ],
      ),
      'layer2',
      'a different element order',
    ],
    [
      'a vertical window on what has seen its own row',
      line(image, [conv('A', 2), conv('rowsTo', 1)]),
      'layer2',
      'whole row',
    ],
    ['data added behind the mask', sum('A'), 'sum', 'shows each element to itself'],
    [
      'residual blocks alone',
      line(image, [['masked/residual-block', {}]]),
      'nll',
      'no layer between x and the likelihood',
    ],
    ['no mask at all', line(image, [pointwise]), 'nll', 'no layer between x and the likelihood'],
  ])('%s', (_, graph, node, words) => {
    const found = problems(document(graph))
    expect(found).toMatchObject([{ severity: 'error', code: 'autoregressive-leak', node }])
    expect(found[0]?.message).toContain(words)
  })

  test('the data bypasses the masks', () => {
    const graph: SmallGraph = {
      data: { shape: image },
      nodes: [
        ['flat', 'layers/flatten'],
        ['made', 'masked/made', { hidden: [6] }],
        ['out', 'layers/flatten'],
        ['likelihood', 'stochastic/bernoulli-likelihood'],
      ],
      wires: [
        'data.x -> flat.x',
        'data.x -> made.x',
        'made.y -> out.x',
        'out.y -> likelihood.logits',
        'likelihood.p -> nll.likelihood',
      ],
    }
    const json = graphJson(graph)
    const wires = ['flat.y -> nll.x', ...graph.wires]
    expect(problems(readDocument({ ...json, wires }, testDefinitions))).toMatchObject([
      { code: 'autoregressive-leak', node: 'made' },
    ])
  })

  test('another column of the data, such as a class, may be seen by all', () => {
    const graph: SmallGraph = {
      data: { shape: [4] },
      nodes: [
        ['made', 'masked/made', { hidden: [6] }],
        ['class', 'layers/dense', { units: 4 }],
        ['sum', 'layers/add'],
        ['likelihood', 'stochastic/bernoulli-likelihood'],
      ],
      wires: [
        'data.x -> made.x',
        'data.label -> class.x',
        'made.y -> sum.x1',
        'class.y -> sum.x2',
        'sum.y -> likelihood.logits',
        'likelihood.p -> nll.likelihood',
      ],
    }
    expect(problems(document(graph))).toEqual([])
  })
})
