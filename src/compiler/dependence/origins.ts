// Dependence: which columns of the data, which draws and which noise the value at an output is computed from, and by which
// way. What a bound, a prior, a likelihood and a sampler may depend on is decided with it.

import { type Endpoint, endpointKey } from '../../graph/document.ts'
import { titleOf } from '../inference/title-of.ts'
import type { TypedNode } from '../inference/typed-graph.ts'
import { linksBehind, type TypedNodes } from '../readings/upstream.ts'

/** How a value depends on something: the outputs from the one to the other, both included. */
export type Way = readonly Endpoint[]

interface Search {
  /** Values that are given: what lies behind them does not matter. */
  readonly cut?: ReadonlySet<string>
  readonly wanted: (endpoint: Endpoint) => boolean
}

/** A shortest way from `end` back to a value that is wanted. */
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

/** Every output that the value at `end` is computed from, itself included; what lies behind `cut`, and `cut`, left out. */
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

/** Whether an output is a draw from a distribution that the same node gives, as the latent of an encoder is. */
export function isDraw(nodes: TypedNodes, { node, port }: Endpoint): boolean {
  const typed = nodes.get(node)
  return typed?.passes[port] === undefined && drawsOf(typed)?.value === port
}

/** Whether random numbers come in at this output; those of layers that draw in training only do not count. */
export function isRandom(nodes: TypedNodes, endpoint: Endpoint): boolean {
  const { definition, passes } = nodes.get(endpoint.node) ?? {}
  if (!definition || passes?.[endpoint.port] !== undefined) return false
  return isDraw(nodes, endpoint) || 'takesCount' in definition || 'drawsNoise' in definition
}

/** The draw from the distribution at `posterior`, where its node draws from it. */
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

/** "through Encoder and Flatten": what lies on the way, without its two ends. Empty where nothing does. */
export function wayInWords(nodes: TypedNodes, way: Way): string {
  const ends = [way[0]?.node, way.at(-1)?.node]
  const ids = [...new Set(way.map(({ node }) => node))].filter(
    (id) =>
      !ends.includes(id) && nodes.get(id)?.node.mode !== 'bypass' && nodes.get(id)?.definition?.role !== undefined,
  )
  const names = ids.slice(0, 4).map((id) => nameOf(nodes, id))
  return names.length ? `through ${listed(names)}` : ''
}

/** "Encoder, Flatten and Dense"; past `most` names, how many more there are. */
export function listed(names: readonly string[], most = names.length): string {
  const told = names.length > most ? [...names.slice(0, most), `${names.length - most} more`] : names
  return told.length < 2 ? (told[0] ?? '') : `${told.slice(0, -1).join(', ')} and ${told.at(-1)}`
}
