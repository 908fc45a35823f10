// Elements of the data that come through all transforms of a flow as they are: each is followed through, and where some are
// found, so is the change of one transform after which there are fewest.

import { type Endpoint, endpointKey } from '../../graph/document.ts'
import type { JsonObject } from '../../graph/json.ts'
import type { Fix, Problem } from '../../graph/problems.ts'
import type { RoutedElement, Routing } from '../../graph/routing.ts'
import { sizeOf } from '../../graph/signals.ts'
import { titleOf } from '../inference/title-of.ts'
import type { TypedNode } from '../inference/typed-graph.ts'
import { flowInputBehind } from '../readings/flow-path.ts'
import type { TypedNodes } from '../readings/upstream.ts'

/**
 * A flow without couplings has nothing to touch; one with couplings that all keep the same part has a fault.
 * @param ports at which the flow ends.
 */
export function untouchedElements(
  nodes: TypedNodes,
  objective: TypedNode,
  ports: readonly string[],
  transforms: readonly TypedNode[],
): Problem[] {
  const couplings = transforms.filter((node) => !node.passes.y && routingOf(node)?.alternative)
  const [last] = couplings
  if (!last) return []
  const ends = ports.flatMap((port) => objective.links[port]?.from ?? [])
  const all = ends.flatMap((end) => touchedAt(nodes, end, routingOf, new Map()))
  const left = countLeft(all)
  if (left === 0) return []
  const fix = bestAlternative(nodes, ends, couplings, left)
  return [
    {
      severity: 'warning',
      code: 'flow-untouched',
      node: last.node.id,
      message: `${left} of the ${all.length} elements come through the whole flow untouched: every coupling on their way keeps them. Let some couplings keep ${fix ? 'the other part' : 'other parts, or add more'}.`,
      expected: 'every element moved at least once',
      received: `${left} that never are`,
      fixes: fix ? [fix] : [],
    },
  ]
}

const countLeft = (touched: readonly boolean[]): number => touched.filter((isTouched) => !isTouched).length

/** Of all changes of one coupling that which leaves the fewest elements untouched, if it is any better. */
function bestAlternative(
  nodes: TypedNodes,
  ends: readonly Endpoint[],
  couplings: readonly TypedNode[],
  left: number,
): Fix | undefined {
  let best: { readonly left: number; readonly fix: Fix } | undefined
  for (const coupling of couplings) {
    const alternative = routingOf(coupling)?.alternative
    if (!alternative) continue
    const changed = afterwards(coupling, alternative)
    const routing = (node: TypedNode) => (node === coupling ? changed : routingOf(node))
    const known = new Map<string, readonly boolean[]>()
    const then = countLeft(ends.flatMap((end) => touchedAt(nodes, end, routing, known)))
    if (then >= (best?.left ?? left)) continue
    const title = `${alternative.title} in ${titleOf(coupling)}`
    best = { left: then, fix: { ...alternative, title } }
  }
  return best?.fix
}

/** How a node would route its elements once the parameters are as the fix sets them. */
function afterwards(node: TypedNode, { edits }: Fix): Routing | undefined {
  const set = edits.flatMap((edit): [string, JsonObject[string]][] =>
    edit.edit === 'setParam' && edit.node === node.node.id ? [[edit.field, edit.value]] : [],
  )
  return routed(node, { ...node.params, ...Object.fromEntries(set) })
}

/** A node that has not changed keeps its routing, which has as many entries as its flow has elements. */
const routings = new WeakMap<TypedNode, Routing>()

function routingOf(node: TypedNode): Routing | undefined {
  const known = routings.get(node)
  if (known) return known
  const routing = routed(node, node.params)
  if (routing) routings.set(node, routing)
  return routing
}

function routed(typed: TypedNode, params: JsonObject): Routing | undefined {
  const { definition, inputs, node, calls } = typed
  if (definition?.role !== 'transform' || calls.length === 0) return undefined
  return definition.routing?.({ node: node.id, params, inputs, frozen: node.frozen === true })
}

/** Of each element at an output of the flow, whether a transform before it has touched it. */
function touchedAt(
  nodes: TypedNodes,
  at: Endpoint,
  routing: (node: TypedNode) => Routing | undefined,
  known: Map<string, readonly boolean[]>,
): readonly boolean[] {
  const key = endpointKey(at)
  const before = known.get(key)
  if (before) return before
  const node = nodes.get(at.node)
  const signal = node?.outputs[at.port]
  let touched: readonly boolean[] = []
  if (node && signal?.signal === 'flow') {
    const input = flowInputBehind(node, at.port)
    const from = input === undefined ? undefined : node.links[input]?.from
    const incoming = from ? touchedAt(nodes, from, routing, known) : []
    const elements: readonly RoutedElement[] | undefined = node.passes[at.port]
      ? undefined
      : routing(node)?.outputs[at.port]
    touched = elements ? elements.map((element) => element.touched || (incoming[element.from] ?? false)) : incoming
  } else if (signal?.signal === 'tensor') touched = new Array<boolean>(sizeOf(signal.shape)).fill(false)
  known.set(key, touched)
  return touched
}
