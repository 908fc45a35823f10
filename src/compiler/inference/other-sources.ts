// An input that has no signal, or the wrong one, may take another output of the graph: which ones, as fixes.

import type { Definitions } from '../../graph/definition.ts'
import { type Endpoint, endpointKey, sameEndpoint } from '../../graph/document.ts'
import type { Fix, Problem } from '../../graph/problems.ts'
import { takes } from '../../graph/signals.ts'
import { checkConnection } from './connection.ts'
import { titleOf } from './title-of.ts'
import type { TypedGraph, TypedNode } from './typed-graph.ts'

/** Problems of an input that another wire would end. */
const isOfItsSource: ReadonlySet<string> = new Set([
  'not-connected',
  'unknown-output',
  'bypassed-source',
  'signal-mismatch',
  'one-sided',
])

/** So many are offered, and so many outputs are asked for them. */
const [most, asked] = [3, 24]

/** The wires that would do instead, for a problem of an input that another wire would end. */
export function rewirings(typed: TypedGraph, definitions: Definitions, problem: Problem): readonly Fix[] {
  const { code, node, port, fixes } = problem
  if (!isOfItsSource.has(code) || node === undefined || port === undefined) return []
  const hasOwn = fixes.some(({ edits }) => edits.some(({ edit }) => edit === 'connect'))
  if (hasOwn) return []
  return otherSources(typed, definitions, { node, port })
}

/**
 * Outputs that nobody uses come first: what is left open at both ends belongs together more often than not. Labels come
 * last: they are of use to few inputs, and left open in most graphs.
 */
function otherSources(graph: TypedGraph, definitions: Definitions, to: Endpoint): readonly Fix[] {
  const target = graph.nodes.get(to.node)
  const input = target?.ports.inputs[to.port]
  if (!target || !input) return []
  const now = target.links[to.port]?.from
  const used = new Set([...graph.topology.into.values()].map(({ from }) => endpointKey(from)))
  const fitting = [...graph.nodes.values()].flatMap((source) =>
    Object.entries(source.ports.outputs)
      .filter(([port, { signal }]) => source.active && source.outputs[port] && takes(input.signal, signal))
      .map(([port, { title }]) => ({ from: { node: source.node.id, port }, title, source })),
  )
  return fitting
    .filter(({ from }) => !now || !sameEndpoint(from, now))
    .map((one) => ({ ...one, place: isLabel(one.source, one.from.port) ? 2 : Number(used.has(endpointKey(one.from))) }))
    .sort((a, b) => a.place - b.place)
    .slice(0, asked)
    .filter(({ from }) => checkConnection(graph, definitions, from, to).allowed)
    .slice(0, most)
    .map(({ from, title, source }) => ({
      title: `Connect "${title}" of ${titleOf(source)}`,
      edits: [{ edit: 'connect', from, to }],
    }))
}

const isLabel = ({ definition, params }: TypedNode, port: string): boolean =>
  definition?.role === 'source' && definition.data(params).columns[port] === 'label'
