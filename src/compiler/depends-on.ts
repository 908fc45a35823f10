import type { Endpoint } from '../graph/document.ts'
import type { TypedGraph } from './typed-graph.ts'

/** Whether the value at `end` is computed from the value at `on`. */
export function dependsOn(typed: TypedGraph, end: Endpoint, on: Endpoint): boolean {
  const open = [end]
  const seen = new Set<string>()
  for (let here = open.pop(); here; here = open.pop()) {
    if (here.node === on.node && here.port === on.port) return true
    if (here.node === on.node || seen.has(here.node)) continue
    seen.add(here.node)
    open.push(...Object.values(typed.nodes.get(here.node)?.links ?? {}).map((link) => link.from))
  }
  return false
}
