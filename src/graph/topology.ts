// Pure queries on the connections between nodes.
import { endpointKey, type GraphDocument, type Wire } from './document.ts'

export interface Topology {
  /** The wire into an input, by `node.port`. */
  readonly into: ReadonlyMap<string, Wire>
  /** Wires that leave a node. */
  readonly outOf: ReadonlyMap<string, readonly Wire[]>
  /** Node ids in topological order, without nodes on a cycle. */
  readonly order: readonly string[]
  /** Nodes on a cycle or downstream of one. */
  readonly cyclic: ReadonlySet<string>
}

/** Kahn's algorithm (1962); ready nodes keep the document's order. */
export function topologyOf(document: GraphDocument): Topology {
  const into = new Map<string, Wire>()
  const outOf = new Map<string, Wire[]>()
  const waitingFor = new Map<string, number>(document.nodes.map((node) => [node.id, 0]))
  for (const wire of document.wires) {
    into.set(endpointKey(wire.to), wire)
    const out = outOf.get(wire.from.node)
    if (out) out.push(wire)
    else outOf.set(wire.from.node, [wire])
    waitingFor.set(wire.to.node, (waitingFor.get(wire.to.node) ?? 0) + 1)
  }
  const order: string[] = document.nodes.filter((node) => waitingFor.get(node.id) === 0).map((node) => node.id)
  for (let i = 0; i < order.length; i++) {
    for (const wire of outOf.get(order[i] ?? '') ?? []) {
      const left = (waitingFor.get(wire.to.node) ?? 0) - 1
      waitingFor.set(wire.to.node, left)
      if (left === 0) order.push(wire.to.node)
    }
  }
  const ordered = new Set(order)
  const cyclic = new Set(document.nodes.map((node) => node.id).filter((id) => !ordered.has(id)))
  return { into, outOf, order, cyclic }
}

/** Whether a wire between these nodes would close a cycle. */
export function wouldCycle(topology: Topology, from: string, to: string): boolean {
  return from === to || reaches(topology, to, from)
}

/** Whether a path of wires leads from one node to another. */
export function reaches({ outOf }: Topology, from: string, to: string): boolean {
  const seen = new Set<string>()
  const open = [from]
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node === to) return true
    if (seen.has(node)) continue
    seen.add(node)
    for (const wire of outOf.get(node) ?? []) open.push(wire.to.node)
  }
  return false
}

/** Everything a node's value depends on, including itself. */
export function upstreamOf(document: GraphDocument, node: string): ReadonlySet<string> {
  const sources = new Map<string, string[]>()
  for (const { from, to } of document.wires) sources.set(to.node, [...(sources.get(to.node) ?? []), from.node])
  const seen = new Set<string>()
  const open = [node]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (seen.has(id)) continue
    seen.add(id)
    open.push(...(sources.get(id) ?? []))
  }
  return seen
}
