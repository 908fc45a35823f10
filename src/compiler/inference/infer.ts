// Whole-graph inference: nodes in topological order, each from its incoming signals. A node whose own data and incoming signals
// are unchanged is reused from the previous result, so an edit costs only what it changes.

import type { Definitions } from '../../graph/definition.ts'
import { definitionsOf } from '../../graph/definitions-of.ts'
import { endpointKey, type GraphDocument, type GraphNode } from '../../graph/document.ts'
import { dictionary } from '../../graph/lookup.ts'
import { sameSignal } from '../../graph/signals.ts'
import { type Topology, topologyOf } from '../../graph/topology.ts'
import { graphProblems } from '../problems/graph-problems.ts'
import { withGrantedWishes } from './granted-wishes.ts'
import { blankNode, inferNode, standIn } from './infer-node.ts'
import { internalError } from './internal-error.ts'
import { withLeadingFixes } from './leading-fixes.ts'
import { titleOf } from './title-of.ts'
import type { Lack, Link, TypedGraph, TypedNode } from './typed-graph.ts'

/** @param builtIn the kinds available in every document; results inferred with other kinds are not reused. */
export function inferGraph(document: GraphDocument, builtIn: Definitions, previous?: TypedGraph): TypedGraph {
  const definitions = definitionsOf(document, builtIn)
  const before = previous?.definitions === definitions ? previous : undefined
  if (before && isSame(before.document, document)) return { ...before, document }
  return withLeadingFixes(inferOnce(document, definitions, before), definitions, inferOnce)
}

/** Its fixes have not been tried yet. */
function inferOnce(document: GraphDocument, definitions: Definitions, previous?: TypedGraph): TypedGraph {
  const topology = topologyOf(document)
  const byId = new Map(document.nodes.map((node) => [node.id, node]))
  const wiresInto = groupWires(document)
  const nodes = new Map<string, TypedNode>()
  for (const id of [...topology.order, ...topology.cyclic]) {
    const node = byId.get(id)
    if (!node) continue
    const links = linksOf(wiresInto.get(id) ?? [], nodes)
    const before = previous?.nodes.get(id)
    const same = before && before.node === node && sameLinks(before.links, links)
    nodes.set(id, same ? before : inferSafely(node, links, definitions))
  }
  const ordered = new Map(document.nodes.map((node): [string, TypedNode] => [node.id, typedOf(nodes, node)]))
  return { document, definitions, topology, nodes: ordered, ...collect(ordered, topology, document.training.batchSize) }
}

/** Equal in everything that inference reads. */
const isSame = (a: GraphDocument, b: GraphDocument): boolean =>
  a.nodes === b.nodes && a.wires === b.wires && a.training.batchSize === b.training.batchSize

function inferSafely(node: GraphNode, links: TypedNode['links'], definitions: Definitions): TypedNode {
  try {
    return inferNode(node, links, definitions)
  } catch (error) {
    const unknown = blankNode(node, links, definitions.get(node.kind))
    return { ...unknown, problems: [internalError(unknown, error)] }
  }
}

function typedOf(nodes: ReadonlyMap<string, TypedNode>, node: GraphNode): TypedNode {
  const typed = nodes.get(node.id)
  if (!typed) throw new Error(`Inference left out the node "${node.id}".`)
  return typed
}

type Wires = GraphDocument['wires']

function groupWires(document: GraphDocument): ReadonlyMap<string, Wires> {
  const groups = new Map<string, Wires[number][]>()
  for (const wire of document.wires) {
    const group = groups.get(wire.to.node)
    if (group) group.push(wire)
    else groups.set(wire.to.node, [wire])
  }
  return groups
}

/** A source that has not been inferred lies on a cycle: its signal is unknown. */
function linksOf(wires: Wires, nodes: ReadonlyMap<string, TypedNode>): Readonly<Record<string, Link>> {
  const links: Record<string, Link> = {}
  for (const { from, to } of wires) {
    const source = nodes.get(from.node)
    const lacks = source && lackOf(source, from.port)
    const link = { from, signal: source?.outputs[from.port], active: source?.active ?? true }
    links[to.port] = lacks ? { ...link, lacks } : link
  }
  return dictionary(links)
}

/** An unknown node has no known required inputs, so none are missing. */
function lackOf({ node, definition, ports }: TypedNode, port: string): Lack | undefined {
  if (!definition || node.version > definition.version) return undefined
  const source = titleOf({ node, definition })
  if (!Object.hasOwn(ports.outputs, port)) return { what: 'output', source }
  return node.mode === 'bypass' && !standIn(ports, port) ? { what: 'stand-in', source } : undefined
}

function sameLinks(a: Readonly<Record<string, Link>>, b: Readonly<Record<string, Link>>): boolean {
  const ports = Object.keys(a)
  if (ports.length !== Object.keys(b).length) return false
  return ports.every((port) => {
    const [one, other] = [a[port], b[port]]
    return (
      !!one &&
      !!other &&
      endpointKey(one.from) === endpointKey(other.from) &&
      one.active === other.active &&
      one.lacks?.what === other.lacks?.what &&
      one.lacks?.source === other.lacks?.source &&
      sameSignal(one.signal, other.signal)
    )
  })
}

/** An error in a node that no objective depends on does not prevent training: it is reported as a warning. */
function collect(
  nodes: ReadonlyMap<string, TypedNode>,
  topology: Topology,
  batchSize: number,
): Pick<TypedGraph, 'used' | 'problems'> {
  const { whole, used } = graphProblems(nodes, topology, batchSize)
  const own = [...nodes.values()].flatMap(({ node, problems }) =>
    used.has(node.id)
      ? problems
      : problems.map((problem) =>
          problem.severity === 'error' ? { ...problem, severity: 'warning' as const } : problem,
        ),
  )
  return { used, problems: [...withGrantedWishes(nodes, own), ...whole] }
}
