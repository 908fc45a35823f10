// Infers one node from its parameters and incoming signals.

import { type Definitions, type NodeDefinition, type Port, type Ports, portsOf } from '../../graph/definition.ts'
import type { Endpoint, GraphNode } from '../../graph/document.ts'
import { parseParams } from '../../graph/fields.ts'
import type { JsonObject } from '../../graph/json.ts'
import { dictionary } from '../../graph/lookup.ts'
import type { Fix, PortProblem, Problem } from '../../graph/problems.ts'
import { aSignal, describeSignal, received, type Signal, sameShape, signalTitles, sizeOf } from '../../graph/signals.ts'
import { titleOf } from './title-of.ts'
import { type TypedBody, typeCalls, typeInverse } from './type-calls.ts'
import type { Lack, Link, Signals, TypedNode } from './typed-graph.ts'

const none = dictionary<never>({})
const noPorts: { readonly inputs: Ports; readonly outputs: Ports } = { inputs: none, outputs: none }

/** A node about which nothing is known yet. */
export const blankNode = (
  node: GraphNode,
  links: Readonly<Record<string, Link>>,
  definition: NodeDefinition | undefined,
): TypedNode => ({
  node,
  definition,
  params: node.params,
  ports: noPorts,
  links,
  inputs: none,
  outputs: none,
  active: true,
  passes: none,
  problems: [],
  calls: [],
  results: none,
  parameterCount: 0,
  multiplyAdds: 0,
})

export function inferNode(node: GraphNode, given: Readonly<Record<string, Link>>, definitions: Definitions): TypedNode {
  // A document's wires can name any port.
  const typed = inferParts(node, dictionary(given), definitions)
  const { ports, inputs, outputs, passes, results } = typed
  return {
    ...typed,
    ports: { inputs: dictionary(ports.inputs), outputs: dictionary(ports.outputs) },
    inputs: dictionary(inputs),
    outputs: dictionary(outputs),
    passes: dictionary(passes),
    results: dictionary(results),
  }
}

function inferParts(node: GraphNode, links: Readonly<Record<string, Link>>, definitions: Definitions): TypedNode {
  const definition = definitions.get(node.kind)
  const blank = blankNode(node, links, definition)
  const report = (problems: readonly PortProblem[]): Problem[] =>
    problems.map((problem) => ({ ...problem, node: node.id, fixes: problem.fixes ?? [] }))
  if (definition?.hidden) return { ...blank, problems: report([hiddenKind(node, definition)]) }
  if (!definition) return { ...blank, problems: report([unknownKind(node)]) }
  if (node.version > definition.version) return { ...blank, problems: report([newerKind(node, definition)]) }

  const { params: parsed, faults } = parseParams(definition.fields, node.params)
  const params = parsed as JsonObject
  const ports = portsOf(definition, parsed, new Set(Object.keys(links)))
  const faultProblems = faults.map(
    (fault): PortProblem => ({
      severity: 'error',
      code: 'wrong-parameter',
      field: fault.field,
      message: `${titleOf({ node, definition })}: the parameter "${fault.field}" ${fault.message}, received ${JSON.stringify(fault.received)}.`,
      received: JSON.stringify(fault.received),
      fixes: [{ title: 'Reset to default', edits: [{ edit: 'resetParam', node: node.id, field: fault.field }] }],
    }),
  )
  const known: TypedNode = { ...blank, params, ports, problems: report(faultProblems) }
  const inactive =
    node.mode === 'mute' || Object.entries(links).some(([port, link]) => !link.active && !ports.inputs[port]?.optional)
  if (inactive) return { ...known, active: false }

  const { inputs, problems, complete } = readInputs(node, definition, ports.inputs, links)
  if (node.mode === 'bypass') {
    return { ...known, inputs, ...passThrough(ports, inputs), problems: report([...faultProblems, ...problems]) }
  }
  if (!complete || faults.length) return { ...known, inputs, problems: report([...faultProblems, ...problems]) }

  const place = { node: node.id, path: '', definitions }
  const { body, taken, unlike } = typeBody(node, definition, params, inputs, place)
  const whole = Object.keys(body.outputs).length > 0 && body.calls.length > 0
  const inverse =
    definition.role === 'transform' && whole ? typeInverse(definition, params, taken, body, place) : undefined
  const weights = body.calls.flatMap((call) => Object.values(call.weights))
  return {
    ...known,
    inputs,
    outputs: body.outputs,
    problems: report([...problems, ...unlike, ...body.problems]),
    calls: body.calls,
    results: body.results,
    ...(inverse ? { inverse } : {}),
    parameterCount: weights.reduce((sum, spec) => sum + sizeOf(spec.shape), 0),
    multiplyAdds: body.calls.reduce((sum, call) => sum + call.multiplyAdds, 0),
  }
}

interface NodeBody {
  readonly body: TypedBody
  /** The inputs as the body sees them. */
  readonly taken: Signals
  readonly unlike: readonly PortProblem[]
}

/** A network applied to several inputs is inferred with one of them; the others must match it. */
function typeBody(
  node: GraphNode,
  definition: NodeDefinition,
  params: JsonObject,
  inputs: Signals,
  place: Parameters<typeof typeCalls>[4],
): NodeBody {
  const applications = definition.role === 'network' ? definition.applications : undefined
  const ports = applications ? Object.values(applications) : []
  const first = ports.map((port) => inputs[port]).find((signal) => signal !== undefined)
  const taken: Signals = applications && first ? { x: first } : inputs
  const references = Object.fromEntries(Object.keys(taken).map((port) => [port, { input: port }]))
  const body = typeCalls(definition, params, taken, references, place)
  if (!applications || !first) return { body, taken, unlike: [] }
  const unlike = ports.flatMap((port): PortProblem[] => {
    const signal = inputs[port]
    const same =
      !signal || (signal.signal === 'tensor' && first.signal === 'tensor' && sameShape(signal.shape, first.shape))
    if (same) return []
    return [
      {
        severity: 'error',
        code: 'shape-mismatch',
        port,
        message: `${titleOf({ node, definition })} applies the same weights to all its inputs, so they must have the same shape.`,
        expected: describeSignal(first),
        received: describeSignal(signal),
      },
    ]
  })
  const applied = Object.entries(applications).filter(([, port]) => inputs[port])
  const result = body.outputs.y
  const outputs = result ? Object.fromEntries(applied.map(([output]) => [output, result])) : {}
  return { body: { ...body, outputs }, taken, unlike }
}

function readInputs(
  node: GraphNode,
  definition: NodeDefinition,
  ports: Ports,
  links: Readonly<Record<string, Link>>,
): { inputs: Signals; problems: PortProblem[]; complete: boolean } {
  const inputs: Record<string, Signal> = {}
  const problems: PortProblem[] = []
  let complete = true
  for (const port of Object.keys(links)) {
    if (!Object.hasOwn(ports, port)) problems.push(unknownPort(node, definition, port))
  }
  for (const [name, port] of Object.entries(ports)) {
    const link = links[name]
    if (!link) {
      if (port.optional) continue
      complete = false
      problems.push({
        severity: 'error',
        code: 'not-connected',
        port: name,
        message: `${titleOf({ node, definition })}: the input "${port.title}" needs ${aSignal(port.signal)}.`,
        expected: signalTitles[port.signal],
        received: 'nothing',
      })
    } else if (link.lacks && link.active) {
      complete = false
      problems.push(noSignal(node, definition, name, port, link.from, link.lacks))
    } else if (!link.signal || !link.active) {
      complete = complete && !!port.optional && !link.active
    } else {
      const signal = received(port.signal, link.signal)
      if (signal) inputs[name] = signal
      else {
        complete = false
        problems.push(signalMismatch(node, definition, name, port, link.signal))
      }
    }
  }
  return { inputs, problems, complete }
}

function passThrough(
  ports: { readonly inputs: Ports; readonly outputs: Ports },
  inputs: Signals,
): { outputs: Signals; passes: Record<string, string> } {
  const outputs: Record<string, Signal> = {}
  const passes: Record<string, string> = {}
  for (const output of Object.keys(ports.outputs)) {
    const input = standIn(ports, output)
    const signal = input && inputs[input]
    if (!input || !signal) continue
    outputs[output] = signal
    passes[output] = input
  }
  return { outputs, passes }
}

/** The input that an output passes on when its node is bypassed. */
export const standIn = (ports: TypedNode['ports'], output: string): string | undefined =>
  Object.keys(ports.inputs).find((name) => ports.inputs[name]?.signal === ports.outputs[output]?.signal)

const unknownKind = (node: GraphNode): PortProblem => ({
  severity: 'error',
  code: 'unknown-kind',
  message: `Unsupported node type "${node.kind}". The node is kept unchanged; a newer version of Genloom may support it.`,
})

const hiddenKind = (node: GraphNode, definition: NodeDefinition): PortProblem => ({
  severity: 'error',
  code: 'hidden-kind',
  message: `${titleOf({ node, definition })} is an internal part of other nodes and cannot be used in a graph by itself.`,
  fixes: [{ title: 'Remove the node', edits: [{ edit: 'removeNode', node: node.id, reconnect: false }] }],
})

const newerKind = (node: GraphNode, definition: NodeDefinition): PortProblem => ({
  severity: 'error',
  code: 'newer-version',
  message: `${titleOf({ node, definition })} was created with version ${node.version} of its type. The node is kept unchanged.`,
  expected: `version ${definition.version} or older`,
  received: `version ${node.version}`,
})

const unknownPort = (node: GraphNode, definition: NodeDefinition, port: string): PortProblem => ({
  severity: 'error',
  code: 'unknown-port',
  port,
  message: `${titleOf({ node, definition })} has no input "${port}" with its current settings.`,
  fixes: [{ title: 'Remove the wire', edits: [{ edit: 'disconnect', node: node.id, port }] }],
})

function noSignal(
  node: GraphNode,
  definition: NodeDefinition,
  name: string,
  port: Port,
  from: Endpoint,
  { what, source }: Lack,
): PortProblem {
  const without: Fix = { title: 'Remove the wire', edits: [{ edit: 'disconnect', node: node.id, port: name }] }
  const remove = port.optional ? [without] : []
  const restore: Fix = { title: `Stop bypassing ${source}`, edits: [{ edit: 'clearMode', node: from.node }] }
  const [reason, fixes] =
    what === 'output'
      ? [`${source} has no output "${from.port}" with its current settings`, remove]
      : [`${source} is bypassed, and none of its inputs can replace "${from.port}"`, [restore, ...remove]]
  return {
    severity: 'error',
    code: what === 'output' ? 'unknown-output' : 'bypassed-source',
    port: name,
    message: `${titleOf({ node, definition })}: the input "${port.title}" needs ${aSignal(port.signal)}, but ${reason}.`,
    expected: signalTitles[port.signal],
    received: 'nothing',
    fixes,
  }
}

function signalMismatch(
  node: GraphNode,
  definition: NodeDefinition,
  name: string,
  port: Port,
  signal: Signal,
): PortProblem {
  return {
    severity: 'error',
    code: 'signal-mismatch',
    port: name,
    message: `${titleOf({ node, definition })}: the input "${port.title}" takes ${aSignal(port.signal)}, but this wire carries ${aSignal(signal.signal)} (${describeSignal(signal)}).`,
    expected: signalTitles[port.signal],
    received: signalTitles[signal.signal],
  }
}
