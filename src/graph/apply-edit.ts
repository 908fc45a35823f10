// Applies an edit described as data, such as the fix of a problem.

import type { Definitions } from './definition.ts'
import { type Endpoint, findNode, type GraphDocument, sameEndpoint, type Wire } from './document.ts'
import {
  addNode,
  bridgesAround,
  connect,
  createNode,
  definitionOf,
  disconnect,
  insertOnWire,
  placeBefore,
  removeItems,
  resetParam,
  setFrozen,
  setMode,
  setParam,
  setTraining,
} from './edits.ts'
import { lookup } from './lookup.ts'
import type { Edit, Fix } from './problems.ts'
import { upstreamOf } from './topology.ts'

export function applyEdit(document: GraphDocument, edit: Edit, definitions: Definitions): GraphDocument {
  switch (edit.edit) {
    case 'setParam':
      return setParam(document, edit.node, edit.field, edit.value)
    case 'resetParam':
      return resetParam(document, edit.node, edit.field)
    case 'removeNode': {
      const kind = findNode(document, edit.node)?.kind
      const firstInput = kind && edit.reconnect ? Object.keys(definitionOf(definitions, kind).inputs)[0] : undefined
      return removeItems(document, new Set([edit.node]), bridgesAround(document, edit.node, firstInput))
    }
    case 'connect':
      return connect(document, edit.from, edit.to)
    case 'disconnect':
      return disconnect(document, edit)
    case 'insertBefore': {
      const node = createNode(document, definitionOf(definitions, edit.kind), edit.params)
      const others = edit.forAll ? wiresBeside(document, edit) : []
      const inserted = insertOnWire(document, edit, node, edit)
      return others.reduce((now, { to }) => connect(now, { node: node.id, port: edit.output }, to), inserted)
    }
    case 'supply': {
      const node = createNode(document, definitionOf(definitions, edit.kind), edit.params)
      const [x, y] = lookup(document.layout.nodes, edit.node) ?? [0, 0]
      return connect(addNode(document, node, [x - 260, y + 60]), { node: node.id, port: edit.output }, edit)
    }
    case 'clearMode':
      return setMode(document, new Set([edit.node]), undefined)
    case 'placeBefore':
      return placeBefore(document, edit.node, edit.before)
    case 'setBatchSize':
      return setTraining(document, { batchSize: edit.size })
    case 'freeze':
    case 'unfreeze':
      return setFrozen(document, new Set([edit.node]), edit.edit === 'freeze')
    default:
      return edit satisfies never
  }
}

/** The wires from the same source as the wire into `end` that lead to its node; wires to other objectives stay. */
function wiresBeside(document: GraphDocument, end: Endpoint): readonly Wire[] {
  const wire = document.wires.find(({ to }) => sameEndpoint(to, end))
  if (!wire) return []
  const behind = upstreamOf(document, end.node)
  return document.wires.filter(
    (other) => other !== wire && sameEndpoint(other.from, wire.from) && behind.has(other.to.node),
  )
}

export const applyFix = (document: GraphDocument, fix: Fix, definitions: Definitions): GraphDocument =>
  fix.edits.reduce((current, edit) => applyEdit(current, edit, definitions), document)
