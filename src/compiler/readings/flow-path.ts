// The path of a flow, as opposed to attached transforms that lead nowhere or only condition a coupling.
import { type Endpoint, endpointKey } from '../../graph/document.ts'
import type { TypedGraph, TypedNode } from '../inference/typed-graph.ts'

/** The input through which a flow reaches an output: all outputs of a transform come from one flow. */
export const flowInputBehind = ({ passes, inputs }: TypedNode, output: string): string | undefined =>
  passes[output] ?? Object.keys(inputs).find((port) => inputs[port]?.signal === 'flow')

/** The inputs, by `node.port`, through which a flow passes to reach some of its ends. */
export function flowPath({ nodes }: TypedGraph, ends: readonly Endpoint[]): ReadonlySet<string> {
  const path = new Set<string>()
  const open = [...ends]
  for (let end = open.pop(); end; end = open.pop()) {
    const node = nodes.get(end.node)
    const passed = node?.passes[end.port]
    const inputs = passed === undefined ? Object.keys(node?.inputs ?? {}) : [passed]
    for (const port of inputs) {
      const key = endpointKey({ node: end.node, port })
      if (node?.inputs[port]?.signal !== 'flow' || path.has(key)) continue
      path.add(key)
      const from = node.links[port]?.from
      if (from) open.push(from)
    }
  }
  return path
}
