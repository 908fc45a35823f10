import { expect, test } from 'vitest'
import type { Definitions, NodeDefinition } from '../../graph/definition.ts'
import { emptyDocument } from '../../graph/document.ts'
import { addNode, connect, createNode } from '../../graph/edits.ts'
import { toyData, toyDefinitions, toyObjective, toyScale } from '../../graph/toy-definitions.ts'
import { compileDocument } from '../program/compile.ts'
import { inferGraph } from './infer.ts'

const nodes = [toyData, toyScale, toyObjective].reduce(
  (document, kind) => addNode(document, createNode(document, kind), [0, 0]),
  emptyDocument,
)
const scaled = connect(nodes, { node: 'toy', port: 'x' }, { node: 'toyScale', port: 'x' })
const whole = connect(scaled, { node: 'toyScale', port: 'y' }, { node: 'toy2', port: 'x' })

const fault = (): never => {
  throw new Error('a deliberate error.')
}

test.each(['infer', 'weights', 'expand', 'ports'])('a definition whose %s throws is reported at its node', (part) => {
  const faulty: NodeDefinition = { ...toyScale, [part]: fault }
  const definitions: Definitions = new Map([...toyDefinitions, [toyScale.kind, faulty]])
  const typed = inferGraph(whole, definitions)
  const told = { code: 'internal-error', node: 'toyScale', severity: 'error' }
  expect(typed.problems).toContainEqual(expect.objectContaining(told))
  expect(typed.problems.map(({ message }) => message).join()).toContain('a deliberate error. Please report')
  // The rest of the graph is unchanged.
  expect(typed.nodes.get('toy')?.outputs).toHaveProperty('x')
  expect(compileDocument(whole, definitions)).toHaveProperty('problems')
})
