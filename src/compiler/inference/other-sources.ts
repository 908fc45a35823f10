// Fixes that connect another output of the graph to an input with a missing or wrong signal.

import type { Definitions } from '../../graph/definition.ts'
import { type Endpoint, endpointKey, sameEndpoint } from '../../graph/document.ts'
import type { Fix, Problem } from '../../graph/problems.ts'
import { takes } from '../../graph/signals.ts'
import { checkConnection } from './connection.ts'
import { titleOf } from './title-of.ts'
import type { TypedGraph, TypedNode } from './typed-graph.ts'

/** Input problems that a different wire would solve. */
const isOfItsSource: ReadonlySet<string> = new Set([
  'not-connected',
  'unknown-output',
  'bypassed-source',
  'signal-mismatch',
  'one-sided',
])

/** The number of fixes offered, and of outputs tried. */
const [most, asked] = [3, 24]

/** Alternative wires for an input problem that a different wire would solve. */
export function rewirings(typed: TypedGraph, definitions: Definitions, problem: Problem): readonly Fix[] {
  const { code, node, port, fixes } = problem
  if (!isOfItsSource.has(code) || node === undefined || port === undefined) return []
  const hasOwn = fixes.some(({ edits }) => edits.some(({ edit }) => edit === 'connect'))
  if (hasOwn) return []
  return otherSources(typed, definitions, { node, port })
}

/** Unused outputs come first, since an open output and an open input usually belong together. Labels come last: few inputs use
 * them, and most graphs leave them unconnected.
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
