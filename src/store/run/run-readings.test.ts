import { describe, expect, it } from 'vitest'
import { inferGraph } from '../../compiler/inference/infer.ts'
import { defineNode } from '../../graph/define.ts'
import type { Definitions, NodeDefinition } from '../../graph/definition.ts'
import { emptyDocument, type GraphDocument } from '../../graph/document.ts'
import { addNode, createNode } from '../../graph/edits.ts'
import { blockerOf } from './run-readings.ts'

const free = defineNode({
  kind: 'layers/free',
  role: 'layer',
  family: 'layers',
  title: 'Free',
  version: 1,
  summary: '',
  fields: {},
  inputs: {},
  outputs: {},
  infer: () => ({ outputs: {} }),
  callParams: [],
})
const needy = defineNode({
  ...free,
  kind: 'layers/needy',
  title: 'Needy',
  inputs: { x: { signal: 'tensor', title: 'x', help: '' } },
})
const definitions: Definitions = new Map<string, NodeDefinition>([
  [free.kind, free],
  [needy.kind, needy],
])
const graphOf = (...kinds: readonly string[]) =>
  kinds.reduce<GraphDocument>((document, kind) => {
    const definition = definitions.get(kind)
    return definition ? addNode(document, createNode(document, definition), [0, 0]) : document
  }, emptyDocument)

describe('what keeps a graph from running', () => {
  it.each([
    [[], 'The graph is empty: add nodes or start with a template'],
    [['layers/free'], 'Nothing to train yet: add an objective'],
    [['layers/needy'], '1 problem to fix first'],
    [['layers/needy', 'layers/needy'], '2 problems to fix first'],
  ])('%j: %s', (kinds, blocker) => {
    expect(blockerOf(inferGraph(graphOf(...kinds), definitions))).toBe(blocker)
  })
})
