import { expect, test } from 'vitest'
import { emptyDocument } from '../../graph/document.ts'
import { addNode, connect, createNode } from '../../graph/edits.ts'
import { toyData, toyDefinitions, toyObjective, toyScale } from '../../graph/toy-definitions.ts'
import { inferGraph } from '../inference/infer.ts'
import { compileGraph } from './compile.ts'

test('a graph that cannot be compiled is reported, and stays open', () => {
  const nodes = [toyData, toyScale, toyObjective].reduce(
    (document, kind) => addNode(document, createNode(document, kind), [0, 0]),
    emptyDocument,
  )
  const scaled = connect(nodes, { node: 'toy', port: 'x' }, { node: 'toyScale', port: 'x' })
  const whole = connect(scaled, { node: 'toyScale', port: 'y' }, { node: 'toy2', port: 'x' })
  const typed = inferGraph(whole, toyDefinitions)
  expect(compileGraph(typed)).toHaveProperty('program')
  // As if inference had accepted inputs without a wire.
  const unwired = new Map([...typed.nodes].map(([id, node]) => [id, { ...node, links: {} }]))
  expect(compileGraph({ ...typed, nodes: unwired })).toMatchObject({
    problems: [{ severity: 'error', code: 'internal-error', message: expect.stringContaining('is not connected') }],
  })
})
