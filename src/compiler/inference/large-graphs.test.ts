// The work of reading a graph grows linearly with its size, measured by counting instead of timing.
import { expect, test } from 'vitest'
import type { Definitions, NodeDefinition } from '../../graph/definition.ts'
import { emptyDocument, type GraphDocument, type GraphNode, type Wire } from '../../graph/document.ts'
import { setParam } from '../../graph/edits.ts'
import { toyData, toyDefinitions, toyObjective, toyScale } from '../../graph/toy-definitions.ts'
import { compileGraph } from '../program/compile.ts'
import { inferGraph } from './infer.ts'

/** Data, a chain of `length` layers, and an objective. */
function chain(length: number): GraphDocument {
  const node = (id: string, { kind, version }: NodeDefinition): GraphNode => ({ id, kind, version, params: {} })
  const layers = Array.from({ length }, (_, i) => `scale${i}`)
  const wire = (from: string, port: string, to: string): Wire => ({
    from: { node: from, port },
    to: { node: to, port: 'x' },
  })
  return {
    ...emptyDocument,
    nodes: [node('data', toyData), ...layers.map((id) => node(id, toyScale)), node('loss', toyObjective)],
    wires: [
      ...layers.map((id, i) => (i === 0 ? wire('data', 'x', id) : wire(`scale${i - 1}`, 'y', id))),
      wire(`scale${length - 1}`, 'y', 'loss'),
    ],
  }
}

function counting() {
  let calls = 0
  const definitions: Definitions = new Map(
    [...toyDefinitions].map(([kind, definition]): [string, NodeDefinition] => {
      if (definition.kind !== toyScale.kind) return [kind, definition]
      const infer: typeof toyScale.infer = (input) => {
        calls++
        return toyScale.infer(input)
      }
      return [kind, { ...toyScale, infer }]
    }),
  )
  return { definitions, count: () => calls }
}

test('every node is inferred once, and after an edit only downstream nodes that see a change', () => {
  const { definitions, count } = counting()
  const document = chain(1000)
  const typed = inferGraph(document, definitions)
  expect(count()).toBe(1000)
  inferGraph(setParam(document, 'scale500', 'start', 0.5), definitions, typed)
  expect(count()).toBe(1001)
})

test.each([10, 100, 1990])('a chain of %i layers is a Program with one call each', (length) => {
  const compiled = compileGraph(inferGraph(chain(length), toyDefinitions))
  if ('problems' in compiled) throw new Error(compiled.problems[0]?.message)
  const [training] = compiled.program.procedures
  expect(training?.calls.filter(({ call }) => call === 'op').length).toBe(length + 1)
})
