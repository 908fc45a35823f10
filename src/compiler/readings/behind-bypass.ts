import type { Endpoint } from '../../graph/document.ts'
import type { TypedGraph } from '../inference/typed-graph.ts'

/** The output that an endpoint resolves to after skipping bypassed nodes. */
export function behindBypass(typed: Pick<TypedGraph, 'nodes'>, endpoint: Endpoint | undefined): Endpoint | undefined {
  const node = endpoint && typed.nodes.get(endpoint.node)
  const passed = node && endpoint && node.passes[endpoint.port]
  return passed === undefined ? endpoint : behindBypass(typed, node?.links[passed]?.from)
}
