// Dependence: which data columns, draws and noise an output is computed from, and along which path. Decides what a bound, a
// prior, a likelihood and a sampler may depend on.

import { type Endpoint, endpointKey } from '../../graph/document.ts'
import { titleOf } from '../inference/title-of.ts'
import type { TypedNode } from '../inference/typed-graph.ts'
import { linksBehind, type TypedNodes } from '../readings/upstream.ts'

/** The path from a value to something it depends on: the outputs in between, including both ends. */
export type Way = readonly Endpoint[]

interface Search {
  /** Given values: what they depend on does not matter. */
  readonly cut?: ReadonlySet<string>
  readonly wanted: (endpoint: Endpoint) => boolean
}

/** A shortest path from `end` back to a wanted value. */
export function wayTo(nodes: TypedNodes, end: Endpoint, { cut, wanted }: Search): Way | undefined {
  const reachedFrom = new Map<string, Way>([[endpointKey(end), [end]]])
  const open: Way[] = [[end]]
  for (let way = open.shift(); way; way = open.shift()) {
    const here = way.at(-1)
    if (!here || cut?.has(endpointKey(here))) continue
    if (wanted(here)) return way
    const node = nodes.get(here.node)
    for (const { from } of node ? linksBehind(node, here.port) : []) {
      const key = endpointKey(from)
      if (reachedFrom.has(key)) continue
      const longer = [...way, from]
      reachedFrom.set(key, longer)
      open.push(longer)
    }
  }
  return undefined
}

/** Every output that the value at `end` is computed from, including itself, but not `cut` or anything upstream of it. */
export function originsOf(nodes: TypedNodes, end: Endpoint, cut: ReadonlySet<string>): readonly Endpoint[] {
  const found: Endpoint[] = []
  const wanted = (endpoint: Endpoint) => {
    found.push(endpoint)
    return false
  }
  wayTo(nodes, end, { cut, wanted })
  return found
}

/** Columns of data among these outputs. */
export const columnsAmong = (nodes: TypedNodes, endpoints: readonly Endpoint[]): readonly Endpoint[] =>
  endpoints.filter(({ node, port }) => columnAt(nodes.get(node), port) !== undefined)

export function columnAt(node: TypedNode | undefined, port: string): 'example' | 'label' | undefined {
  const { definition, params } = node ?? {}
  if (definition?.role !== 'source' || !params) return undefined
  return new Map(Object.entries(definition.data(params).columns)).get(port)
}

/** Whether an output is a draw from a distribution output of the same node, like the latent of an encoder. */
export function isDraw(nodes: TypedNodes, { node, port }: Endpoint): boolean {
  const typed = nodes.get(node)
  return typed?.passes[port] === undefined && drawsOf(typed)?.value === port
}

/** Whether this output introduces random numbers, not counting layers that are random only in training. */
export function isRandom(nodes: TypedNodes, endpoint: Endpoint): boolean {
  const { definition, passes } = nodes.get(endpoint.node) ?? {}
  if (!definition || passes?.[endpoint.port] !== undefined) return false
  return isDraw(nodes, endpoint) || 'takesCount' in definition || 'drawsNoise' in definition
}

/** The draw from the distribution at `posterior`, if its node draws from it. */
export function drawFrom(nodes: TypedNodes, posterior: Endpoint): Endpoint | undefined {
  const draws = drawsOf(nodes.get(posterior.node))
  return draws?.distribution === posterior.port ? { node: posterior.node, port: draws.value } : undefined
}

const drawsOf = (node: TypedNode | undefined) =>
  node?.definition && 'draws' in node.definition ? node.definition.draws : undefined

export function nameOf(nodes: TypedNodes, id: string): string {
  const typed = nodes.get(id)
  if (!typed) return id
  const title = titleOf(typed)
  const isShared = [...nodes.values()].some((other) => other !== typed && titleOf(other) === title)
  return isShared ? `${title} (${id})` : title
}

/** "z of Gaussian sampler". */
export const nameOfOutput = (nodes: TypedNodes, { node, port }: Endpoint): string =>
  `${nodes.get(node)?.ports.outputs[port]?.title ?? port} of ${nameOf(nodes, node)}`

/** "through Encoder and Flatten": the nodes on a path, without its two ends. Empty if there are none. */
export function wayInWords(nodes: TypedNodes, way: Way): string {
  const ends = [way[0]?.node, way.at(-1)?.node]
  const ids = [...new Set(way.map(({ node }) => node))].filter(
    (id) =>
      !ends.includes(id) && nodes.get(id)?.node.mode !== 'bypass' && nodes.get(id)?.definition?.role !== undefined,
  )
  const names = ids.slice(0, 4).map((id) => nameOf(nodes, id))
  return names.length ? `through ${listed(names)}` : ''
}

/** "Encoder, Flatten and Dense"; after `most` names, the number of further ones. */
export function listed(names: readonly string[], most = names.length): string {
  const told = names.length > most ? [...names.slice(0, most), `${names.length - most} more`] : names
  return told.length < 2 ? (told[0] ?? '') : `${told.slice(0, -1).join(', ')} and ${told.at(-1)}`
}
