// Whether a wire can be drawn. Called while dragging, so it infers only the node at the end of the wire.

import type { Definitions, NodeDefinition, Ports } from '../../graph/definition.ts'
import { offeredKinds } from '../../graph/definitions-of.ts'
import type { Endpoint, GraphNode } from '../../graph/document.ts'
import { initialParams } from '../../graph/fields.ts'
import type { JsonObject } from '../../graph/json.ts'
import type { Fix } from '../../graph/problems.ts'
import { aSignal, type Signal, type SignalKind, takes } from '../../graph/signals.ts'
import { wouldCycle } from '../../graph/topology.ts'
import { inferNode } from './infer-node.ts'
import { titleOf } from './title-of.ts'
import type { TypedGraph, TypedNode } from './typed-graph.ts'

export type ConnectionCheck =
  | { readonly allowed: true }
  | { readonly allowed: false; readonly reason: string; readonly fixes: readonly Fix[] }

const refused = (reason: string, fixes: readonly Fix[] = []): ConnectionCheck => ({ allowed: false, reason, fixes })

/** `from` is an output, `to` an input. An existing wire into the input would be replaced. */
export function checkConnection(
  typed: TypedGraph,
  definitions: Definitions,
  from: Endpoint,
  to: Endpoint,
): ConnectionCheck {
  const source = typed.nodes.get(from.node)
  const target = typed.nodes.get(to.node)
  if (!source || !target) return refused(`There is no node "${source ? to.node : from.node}".`)
  const output = source.ports.outputs[from.port]
  const input = target.ports.inputs[to.port]
  if (!output) return refused(`${titleOf(source)} has no output "${from.port}".`)
  if (!input) return refused(`${titleOf(target)} has no input "${to.port}".`)
  if (!takes(input.signal, output.signal)) {
    return refused(
      `"${input.title}" of ${titleOf(target)} takes ${aSignal(input.signal)}, but "${output.title}" of ${titleOf(source)} is ${aSignal(output.signal)}.`,
      converters(definitions, output.signal, input.signal).map((converter) => conversion(converter, from, to)),
    )
  }
  if (wouldCycle(typed.topology, from.node, to.node)) {
    return refused(
      from.node === to.node
        ? 'A node cannot take its own output: its value would depend on itself.'
        : `This wire would close a cycle: ${titleOf(source)} already depends on ${titleOf(target)}.`,
    )
  }
  const signal = source.outputs[from.port]
  if (!signal) return { allowed: true }
  return checkSignal(target, definitions, from, to, signal)
}

/** The problem that the node reports for this signal at this port. */
function checkSignal(
  target: TypedNode,
  definitions: Definitions,
  from: Endpoint,
  to: Endpoint,
  signal: Signal,
): ConnectionCheck {
  const links = { ...target.links, [to.port]: { from, signal, active: true } }
  const against = inferNode(target.node, links, definitions).problems.find(
    (problem) =>
      problem.severity === 'error' && (problem.port === to.port || (!problem.port && !known(target, problem.code))),
  )
  if (!against) return { allowed: true }
  const fixes = against.fixes.map(
    (fix): Fix => ({ title: fix.title, edits: [{ edit: 'connect', from, to }, ...fix.edits] }),
  )
  return refused(against.message, fixes)
}

/** The node had this problem before, so the wire is not to blame. */
const known = (target: TypedNode, code: string): boolean => target.problems.some((problem) => problem.code === code)

interface Converter {
  readonly definition: NodeDefinition
  readonly input: string
  readonly output: string
}

/** Kinds that turn one signal into the other and need no further input. */
function converters(definitions: Definitions, from: SignalKind, to: SignalKind): Converter[] {
  const found: Converter[] = []
  for (const definition of offeredKinds(definitions)) {
    const required = Object.entries(definition.inputs).filter(([, port]) => !port.optional)
    const [only] = required
    const output = Object.entries(definition.outputs).find(([, port]) => port.signal === to)
    if (required.length === 1 && only?.[1].signal === from && output) {
      found.push({ definition, input: only[0], output: output[0] })
    }
  }
  return found.slice(0, 3)
}

function conversion({ definition, input, output }: Converter, from: Endpoint, to: Endpoint): Fix {
  const { node, port } = to
  return {
    title: `Insert ${definition.title}`,
    edits: [
      { edit: 'connect', from, to },
      { edit: 'insertBefore', node, port, kind: definition.kind, params: {}, input, output },
    ],
  }
}

export interface FittingPort {
  readonly definition: NodeDefinition
  readonly port: string
}

/**
 * The kinds that a wire dragged from `end` could be connected to, each with its first port that fits. `side` is what
 * `end` is. A kind with no other required input is inferred with the signal, and excluded if it reports an error.
 */
export function fittingPorts(
  typed: TypedGraph,
  definitions: Definitions,
  end: Endpoint,
  side: 'output' | 'input',
): readonly FittingPort[] {
  const node = typed.nodes.get(end.node)
  if (!node) return []
  const fits = side === 'output' ? takers(node, definitions, end) : givers(node, definitions, end)
  return offeredKinds(definitions).flatMap((definition) => {
    const port = fits(definition)
    return port === undefined ? [] : [{ definition, port }]
  })
}

type Fit = (definition: NodeDefinition) => string | undefined

function takers(node: TypedNode, definitions: Definitions, end: Endpoint): Fit {
  const kind = node.ports.outputs[end.port]?.signal
  const signal = node.outputs[end.port]
  return (definition) =>
    Object.keys(definition.inputs).find((port) => {
      const inputs: Ports = definition.inputs
      const wanted = inputs[port]?.signal
      if (!wanted || !kind || !takes(wanted, kind)) return false
      if (!signal) return true
      const links = { [port]: { from: end, signal, active: true } }
      return !inferNode(sample(definition), links, definitions).problems.some((problem) =>
        refuses(problem.code, problem.port, port),
      )
    })
}

const refuses = (code: string, at: string | undefined, port: string): boolean => at === port && code !== 'not-connected'

function givers(node: TypedNode, definitions: Definitions, end: Endpoint): Fit {
  const kind = node.ports.inputs[end.port]?.signal
  return (definition) =>
    Object.keys(definition.outputs).find((port) => {
      const outputs: Ports = definition.outputs
      const given = outputs[port]?.signal
      if (!given || !kind || !takes(kind, given)) return false
      const from = { node: 'candidate', port }
      const signal = inferNode(sample(definition), {}, definitions).outputs[port]
      return !signal || checkSignal(node, definitions, from, end, signal).allowed
    })
}

/** A node of this kind as it would be added. */
const sample = (definition: NodeDefinition): GraphNode => ({
  id: 'candidate',
  kind: definition.kind,
  version: definition.version,
  params: initialParams(definition.fields) as JsonObject,
})
