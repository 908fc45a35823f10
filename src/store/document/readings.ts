// Questions about the state whose answers are derived, not stored.

import {
  type ConnectionCheck,
  checkConnection,
  type FittingPort,
  fittingPorts,
} from '../../compiler/inference/connection.ts'
import { inferGraph } from '../../compiler/inference/infer.ts'
import { titleOf } from '../../compiler/inference/title-of.ts'
import { modelNodes, type TypedGraph } from '../../compiler/inference/typed-graph.ts'
import type { Compilation } from '../../compiler/program/compile.ts'
import type { Definitions, NodeDefinition } from '../../graph/definition.ts'
import { type Endpoint, endpointKey, type GraphDocument, sameEndpoint, type Wire } from '../../graph/document.ts'
import { addNode, connect, createNode, disconnect, insertOnWire } from '../../graph/edits.ts'
import type { DanglingWire, ViewSlice } from '../view/view-state.ts'
import type { DocumentSlice } from './document-state.ts'

/** The title that a node shows; the nodes that count. */
export { modelNodes, titleOf }

type WithDocument = Pick<DocumentSlice, 'typed' | 'builtIn' | 'history'>

export const documentOf = (state: Pick<DocumentSlice, 'history'>): GraphDocument => state.history.present

export interface Owner {
  /** Title of the objective that trains the node's weights. */
  readonly title: string
  readonly phase: number
}
const owners = new WeakMap<Compilation, ReadonlyMap<string, Owner>>()

/** Which objective trains the weights of each node. */
export function ownersOf({
  typed,
  compilation,
}: Pick<DocumentSlice, 'typed' | 'compilation'>): ReadonlyMap<string, Owner> {
  const known = owners.get(compilation)
  if (known) return known
  const found = new Map<string, Owner>()
  if ('program' in compilation) {
    const { parameters, phases } = compilation.program
    const nodeOf = new Map(parameters.map((parameter) => [parameter.name, parameter.node]))
    for (const [phase, { node, trains }] of phases.entries()) {
      const objective = typed.nodes.get(node)
      for (const name of trains) {
        found.set(nodeOf.get(name) ?? '', { title: objective ? titleOf(objective) : node, phase })
      }
    }
  }
  owners.set(compilation, found)
  return found
}

/** Selected ids that still name a node. */
export function selectedNodes(state: Pick<ViewSlice, 'selection'> & WithDocument): readonly string[] {
  return [...state.selection].filter((id) => state.typed.nodes.has(id))
}

/** Selected nodes, frames and notes that are still there. */
export function selectedItems(state: Pick<ViewSlice, 'selection'> & WithDocument): ReadonlySet<string> {
  const { nodes, frames, notes } = documentOf(state)
  return new Set([...nodes, ...frames, ...notes].map(({ id }) => id).filter((id) => state.selection.has(id)))
}

/** The node the inspector shows: the only one selected. */
export function inspectedNode(state: Pick<ViewSlice, 'selection'> & WithDocument): string | null {
  const nodes = selectedNodes(state)
  return nodes.length === 1 ? (nodes[0] ?? null) : null
}

/** Whether a wire may go between a dangling wire's end and a port on the other side. */
export function checkWire(state: WithDocument, { end, side }: DanglingWire, other: Endpoint): ConnectionCheck {
  const [from, to] = side === 'output' ? [end, other] : [other, end]
  return checkConnection(state.typed, state.typed.definitions, from, to)
}

/** The verdict for every port that a dangling wire could end at, by `node.port`. A lifted wire no longer counts. */
export function portVerdicts(
  state: WithDocument,
  wire: DanglingWire,
  lifted?: Endpoint,
): ReadonlyMap<string, ConnectionCheck> {
  const typed = lifted ? inferGraph(disconnect(documentOf(state), lifted), state.builtIn, state.typed) : state.typed
  const verdicts = new Map<string, ConnectionCheck>()
  for (const [node, { ports }] of typed.nodes) {
    for (const port of Object.keys(wire.side === 'output' ? ports.inputs : ports.outputs)) {
      verdicts.set(endpointKey({ node, port }), checkWire({ ...state, typed }, wire, { node, port }))
    }
  }
  return verdicts
}

/** Kinds that a dangling wire can be connected to. */
export const fittingKinds = (state: WithDocument, { end, side }: DanglingWire): readonly FittingPort[] =>
  fittingPorts(state.typed, state.typed.definitions, end, side)

export const wireAt = (document: GraphDocument, end: Endpoint): Wire | undefined =>
  document.wires.find((wire) => sameEndpoint(wire.to, end))

/**
 * Through which ports a node can be put on the wire that ends at `end`, or `null` where the types do not fit.
 * Tried out on a copy of the document, because what a node gives depends on what it takes.
 */
export function insertionPorts(
  state: WithDocument,
  end: Endpoint,
  node: string,
): { readonly input: string; readonly output: string } | null {
  const document = documentOf(state)
  return insertionInto(document, state.typed, state.builtIn, end, node)
}

function insertionInto(document: GraphDocument, typed: TypedGraph, builtIn: Definitions, end: Endpoint, node: string) {
  const wire = wireAt(document, end)
  const inserted = typed.nodes.get(node)
  if (!wire || !inserted || wire.from.node === node || end.node === node) return null
  for (const input of Object.keys(inserted.ports.inputs)) {
    const into = { node, port: input }
    if (!checkConnection(typed, typed.definitions, wire.from, into).allowed) continue
    const fed = inferGraph(connect(disconnect(document, end), wire.from, into), builtIn, typed)
    for (const output of Object.keys(inserted.ports.outputs)) {
      const from = { node, port: output }
      if (fed.nodes.get(node)?.outputs[output] && checkConnection(fed, fed.definitions, from, end).allowed) {
        return { input, output }
      }
    }
  }
  return null
}

/** The document with a new node of this kind on the wire, or `null` where it does not fit there. */
export function insertNewOnWire(
  state: WithDocument,
  end: Endpoint,
  definition: NodeDefinition,
  position: readonly [number, number],
): { readonly document: GraphDocument; readonly id: string } | null {
  const node = createNode(documentOf(state), definition)
  const document = addNode(documentOf(state), node, position)
  const typed = inferGraph(document, state.builtIn, state.typed)
  const ports = insertionInto(document, typed, state.builtIn, end, node.id)
  return ports && { document: insertOnWire(document, end, node, ports), id: node.id }
}
