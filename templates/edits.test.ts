// What a person does with one gesture to a template either leaves a model, or a problem that says why there is none.
import { describe, expect, test } from 'vitest'
import { definitions } from '../nodes/index.ts'
import { compileGraph } from '../src/compiler/compile.ts'
import { checkConnection } from '../src/compiler/connection.ts'
import { inferGraph } from '../src/compiler/infer.ts'
import type { TypedGraph } from '../src/compiler/typed-graph.ts'
import type { GraphDocument } from '../src/graph/document.ts'
import { bridgesAround, connect, disconnect, removeItems, setFrozen, setMode, setParam } from '../src/graph/edits.ts'
import type { Control } from '../src/graph/fields.ts'
import type { Json } from '../src/graph/json.ts'
import { readTemplates } from './index.ts'

type Change = readonly [gesture: string, document: GraphDocument]

const valuesOf = (control: Control): readonly Json[] => {
  switch (control.control) {
    case 'choice':
      return control.choices.map(({ value }) => value)
    case 'switch':
      return [true, false]
    case 'integer':
    case 'number':
      return [control.min, Math.min(control.max, 64)]
    default:
      return []
  }
}

function changesOfNodes(document: GraphDocument): readonly Change[] {
  return document.nodes.flatMap(({ id, kind }): Change[] => {
    const only = new Set([id])
    const [firstInput] = Object.keys(definitions.get(kind)?.inputs ?? {})
    const values = Object.entries(definitions.get(kind)?.fields ?? {}).flatMap(([field, { form }]) =>
      valuesOf(form).map((value): Change => [`${id}.${field} = ${value}`, setParam(document, id, field, value)]),
    )
    return [
      [`bypass ${id}`, setMode(document, only, 'bypass')],
      [`mute ${id}`, setMode(document, only, 'mute')],
      [`freeze ${id}`, setFrozen(document, only, true)],
      [`remove ${id}`, removeItems(document, only, [])],
      [`remove ${id}, its neighbours joined`, removeItems(document, only, bridgesAround(document, id, firstInput))],
      ...values,
    ]
  })
}

/** Those that may be drawn, and those that a file may hold although they may not. */
function changesOfWires(document: GraphDocument, typed: TypedGraph): readonly Change[] {
  const outputs = [...typed.nodes.values()].flatMap(({ node, ports }) =>
    [...Object.keys(ports.outputs), 'gone'].map((port) => ({ node: node.id, port })),
  )
  const inputs = [...typed.nodes.values()].flatMap(({ node, ports }) =>
    Object.keys(ports.inputs).map((port) => ({ node: node.id, port })),
  )
  const drawn = inputs.flatMap((to) =>
    outputs
      .filter((from) => from.port === 'gone' || checkConnection(typed, definitions, from, to).allowed)
      .map((from): Change => [`${from.node}.${from.port} -> ${to.node}.${to.port}`, connect(document, from, to)]),
  )
  return [...document.wires.map(({ to }): Change => [`cut ${to.node}.${to.port}`, disconnect(document, to)]), ...drawn]
}

describe.each(readTemplates(definitions))('$name', ({ document }) => {
  test('is compiled after any one change, or it is told why not', () => {
    const typed = inferGraph(document, definitions)
    const changes = [...changesOfNodes(document), ...changesOfWires(document, typed)]
    const failures = changes.flatMap(([gesture, changed]) => {
      try {
        const compiled = compileGraph(inferGraph(changed, definitions, typed))
        return 'program' in compiled || compiled.problems.length > 0 ? [] : [`${gesture}: no reason`]
      } catch (error) {
        return [`${gesture}: ${error}`]
      }
    })
    expect(failures).toEqual([])
  })
})
