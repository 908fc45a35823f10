// A node in words, as a screen reader says it.

import type { TypedGraph, TypedNode } from '../../compiler/inference/typed-graph.ts'
import { describeSignal } from '../../graph/signals.ts'
import { titleOf } from '../../store/document/readings.ts'

export function nodeLabel(typed: TypedNode, graph: TypedGraph): string {
  const { node, definition, ports, links, outputs, problems } = typed
  const title = titleOf(typed)
  const kind = definition ? `${definition.title.toLowerCase()} node` : `unknown kind ${node.kind}`
  const inputs = Object.keys(ports.inputs).map((port) => {
    const link = links[port]
    const source = link && graph.nodes.get(link.from.node)
    return `input ${port} ${source ? `connected from ${titleOf(source)}` : 'not connected'}`
  })
  const given = Object.keys(ports.outputs).map((port) => {
    const signal = outputs[port]
    return `output ${port}${signal ? ` ${describeSignal(signal)}` : ''}`
  })
  const states = [node.mode === 'bypass' && 'bypassed', node.mode === 'mute' && 'muted', node.frozen && 'frozen']
  const faults = problems.length === 1 ? '1 problem' : problems.length > 1 && `${problems.length} problems`
  return [title, kind, ...inputs, ...given, ...states, faults].filter(Boolean).join(', ')
}

export const nodeLabels = (graph: TypedGraph): ReadonlyMap<string, string> =>
  new Map([...graph.nodes].map(([id, typed]) => [id, nodeLabel(typed, graph)]))
