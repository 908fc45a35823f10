// What a value is computed from, output by output: each output of a network applied to several inputs depends on one of them.
import { type Endpoint, endpointKey } from '../../graph/document.ts'
import type { Link, TypedNode } from '../inference/typed-graph.ts'

export type TypedNodes = ReadonlyMap<string, TypedNode>

/** The links that one output of a node depends on. */
export function linksBehind({ definition, links, passes }: TypedNode, port: string): readonly Link[] {
  const applied = definition?.role === 'network' ? definition.applications?.[port] : undefined
  const only = passes[port] ?? applied
  if (only === undefined) return Object.values(links)
  const link = links[only]
  return link ? [link] : []
}

/** Every output that the value at `end` is computed from, including itself, in no particular order. */
export function endpointsBehind(nodes: TypedNodes, end: Endpoint): readonly Endpoint[] {
  const seen = new Map<string, Endpoint>()
  const open = [end]
  for (let here = open.pop(); here; here = open.pop()) {
    const key = endpointKey(here)
    if (seen.has(key)) continue
    seen.set(key, here)
    const node = nodes.get(here.node)
    if (node) open.push(...linksBehind(node, here.port).map((link) => link.from))
  }
  return [...seen.values()]
}

export const nodesBehind = (nodes: TypedNodes, end: Endpoint): ReadonlySet<string> =>
  new Set(endpointsBehind(nodes, end).map(({ node }) => node))

/** Whether the value at `end` is computed from the value at `on`. */
export const dependsOn = (nodes: TypedNodes, end: Endpoint, on: Endpoint): boolean =>
  endpointsBehind(nodes, end).some(({ node, port }) => node === on.node && port === on.port)

/** The nodes that these depend on, through any outputs, including themselves. */
export function nodesUpstreamOf(nodes: TypedNodes, ends: readonly TypedNode[]): ReadonlySet<string> {
  const seen = new Set<string>()
  const open = ends.map(({ node }) => node.id)
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (seen.has(id)) continue
    seen.add(id)
    open.push(...Object.values(nodes.get(id)?.links ?? {}).map((link) => link.from.node))
  }
  return seen
}
