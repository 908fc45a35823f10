// Elements of the data that pass through all transforms of a flow unchanged, found by tracing each element, together with the
// change of one transform that leaves the fewest.

import { type Endpoint, endpointKey } from '../../graph/document.ts'
import type { JsonObject } from '../../graph/json.ts'
import type { Fix, Problem } from '../../graph/problems.ts'
import type { RoutedElement, Routing } from '../../graph/routing.ts'
import { sizeOf } from '../../graph/signals.ts'
import { titleOf } from '../inference/title-of.ts'
import type { TypedNode } from '../inference/typed-graph.ts'
import { flowInputBehind } from '../readings/flow-path.ts'
import type { TypedNodes } from '../readings/upstream.ts'

/** A flow without couplings is exempt; one whose couplings all keep the same part has a problem.
 * @param ports the ends of the flow.
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
      message: `${left} of the ${all.length} elements pass through the whole flow unchanged: every coupling on their path keeps them. Let some couplings keep ${fix ? 'the other part' : 'other parts, or add more'}.`,
      expected: 'every element transformed at least once',
      received: `${left} that are not`,
      fixes: fix ? [fix] : [],
    },
  ]
}

const countLeft = (touched: readonly boolean[]): number => touched.filter((isTouched) => !isTouched).length

/** The change of a single coupling that leaves the fewest elements unchanged, if it improves on the current state. */
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

/** How a node would route its elements with the parameters of the fix. */
function afterwards(node: TypedNode, { edits }: Fix): Routing | undefined {
  const set = edits.flatMap((edit): [string, JsonObject[string]][] =>
    edit.edit === 'setParam' && edit.node === node.node.id ? [[edit.field, edit.value]] : [],
  )
  return routed(node, { ...node.params, ...Object.fromEntries(set) })
}

/** Caches the routing of unchanged nodes, which has one entry per element of the flow. */
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

/** For each element at an output of the flow, whether an upstream transform has changed it. */
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
