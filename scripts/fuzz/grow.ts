// Graphs that are mostly sound: each new node takes signals that fit it, as a person would wire it.
import { checkConnection } from '../../src/compiler/inference/connection.ts'
import { inferGraph } from '../../src/compiler/inference/infer.ts'
import { applyFix } from '../../src/graph/apply-edit.ts'
import type { Definitions, NodeDefinition } from '../../src/graph/definition.ts'
import { offeredKinds } from '../../src/graph/definitions-of.ts'
import { emptyDocument, type GraphDocument } from '../../src/graph/document.ts'
import { addNode, connect, createNode } from '../../src/graph/edits.ts'
import type { Chance } from './chance.ts'

/** The document with a node of this kind, its inputs fed by outputs that fit where there are any. */
export function grow(document: GraphDocument, kind: NodeDefinition, chance: Chance, definitions: Definitions) {
  const node = createNode(document, kind)
  let grown = addNode(document, node, [document.nodes.length * 250, chance.below(500)])
  for (const port of Object.keys(kind.inputs)) {
    const to = { node: node.id, port }
    const typed = inferGraph(grown, definitions)
    const outputs = [...typed.nodes.values()].flatMap(({ node: { id }, outputs }) =>
      Object.keys(outputs).map((output) => ({ node: id, port: output })),
    )
    const fitting = chance
      .some(outputs, 12)
      .find((from) => from.node !== node.id && checkConnection(typed, definitions, from, to).allowed)
    if (fitting) grown = connect(grown, fitting, to)
  }
  return grown
}

/** A graph of some sources, some nodes of any kind and objectives at its end. */
export function invent(chance: Chance, definitions: Definitions): GraphDocument {
  const kinds = offeredKinds(definitions)
  const of = (role: NodeDefinition['role']) => chance.pick(kinds.filter((kind) => kind.role === role))
  const roles = ['layer', 'network', 'distribution', 'transform'] as const
  const line = [
    ...Array.from({ length: chance.between(1, 2) }, () => of('source')),
    ...Array.from({ length: chance.between(1, 7) }, () => of(chance.pick(roles))),
    ...Array.from({ length: chance.between(1, 2) }, () => of('objective')),
  ]
  const drawn = line.reduce((document, kind) => grow(document, kind, chance, definitions), emptyDocument)
  return chance.happens(0.7) ? mended(drawn, chance, definitions) : drawn
}

const mostFixes = 8

/** As a person makes it who takes one of the fixes that are offered, again and again. */
function mended(document: GraphDocument, chance: Chance, definitions: Definitions): GraphDocument {
  let now = document
  for (let i = 0; i < mostFixes; i++) {
    const errors = inferGraph(now, definitions).problems.filter(({ severity }) => severity === 'error')
    const fix = chance.maybe(errors.flatMap(({ fixes }) => fixes))
    if (!fix) return now
    now = applyFix(now, fix, definitions)
  }
  return now
}
