// Expands a node into primitive calls and infers each of them in order.
import {
  type Definitions,
  type Expansion,
  type NodeDefinition,
  type Ports,
  portsOf,
  type Reference,
  type TensorSpec,
  type TransformDefinition,
} from '../../graph/definition.ts'
import { type ParamFault, parseParams } from '../../graph/fields.ts'
import type { JsonObject } from '../../graph/json.ts'
import type { PortProblem } from '../../graph/problems.ts'
import { aSignal, type Signal } from '../../graph/signals.ts'
import type { ComputingDefinition, Signals, TypedCall, TypedLine } from './typed-graph.ts'

export interface TypedBody {
  readonly calls: readonly TypedCall[]
  readonly outputs: Signals
  readonly results: Readonly<Record<string, Reference>>
  readonly problems: readonly PortProblem[]
}

interface Place {
  readonly node: string
  /** Path inside the node, `''` for the node itself. */
  readonly path: string
  readonly definitions: Definitions
}

/**
 * `inputs` holds every required input of the right kind of signal; `references` says where each comes from,
 * seen from the node.
 */
export function typeCalls(
  definition: NodeDefinition,
  params: JsonObject,
  inputs: Signals,
  references: Readonly<Record<string, Reference>>,
  place: Place,
): TypedBody {
  const expansion = definition.expand?.({ node: place.node, params, inputs }) ?? null
  if (expansion && 'problems' in expansion) return empty(expansion.problems)
  if (expansion) return typeExpansion(expansion, inputs, references, place)
  if (definition.role === 'network' || 'phases' in definition) return empty([])
  const { outputs, problems = [] } = definition.infer({ node: place.node, params, inputs })
  if (definition.role === 'source') return { calls: [], outputs, results: {}, problems }
  if (problems.some((problem) => problem.severity === 'error')) return { calls: [], outputs, results: {}, problems }
  const call = typedCall(definition, params, inputs, references, outputs, place.path)
  return { calls: [call], outputs, results: resultsOf(call), problems }
}

const resultsOf = ({ path, outputs }: TypedCall): Readonly<Record<string, Reference>> =>
  Object.fromEntries(Object.keys(outputs).map((port) => [port, { call: path, port }]))

/** The expansion of a transform's inverse, given that of its forward direction. */
export function typeInverse(
  definition: TransformDefinition,
  params: JsonObject,
  inputs: Signals,
  body: TypedBody,
  place: Place,
): TypedLine {
  const given = { ...onlyFlows(body.outputs, true), ...onlyFlows(inputs, false) }
  const references = Object.fromEntries(Object.keys(given).map((port) => [port, { input: port }]))
  const expansion = definition.expandInverse?.({ node: place.node, params, inputs })
  if (expansion) return typeExpansion(expansion, given, references, place, body.calls)
  const [only] = body.calls
  if (!only || body.calls.length > 1)
    throw new Error(`${definition.kind} has an expansion for its forward direction, but not for its inverse.`)
  const call = invertedCall(only, references)
  return { calls: [call], results: resultsOf(call) }
}

function invertedCall(forward: TypedCall, references: Readonly<Record<string, Reference>>): TypedCall {
  const inputSignals = { ...onlyFlows(forward.outputs, true), ...onlyFlows(forward.inputSignals, false) }
  const outputs = onlyFlows(forward.inputSignals, true)
  return { ...forward, inputs: references, inputSignals, outputs, direction: 'inverse' }
}

const onlyFlows = (signals: Signals, flows: boolean): Signals =>
  Object.fromEntries(Object.entries(signals).filter(([, signal]) => (signal.signal === 'flow') === flows))

const empty = (problems: readonly PortProblem[]): TypedBody => ({ calls: [], outputs: {}, results: {}, problems })

function typedCall(
  definition: ComputingDefinition,
  params: JsonObject,
  inputs: Signals,
  references: Readonly<Record<string, Reference>>,
  outputs: Signals,
  path: string,
): TypedCall {
  const none: Readonly<Record<string, TensorSpec>> = {}
  return {
    path,
    definition,
    params,
    inputs: references,
    inputSignals: inputs,
    outputs,
    weights: definition.weights?.(params, inputs) ?? none,
    state: definition.state?.(params, inputs) ?? none,
    multiplyAdds: definition.multiplyAdds?.(params, inputs, outputs) ?? 0,
    isIdentity: definition.isIdentity?.(params, inputs) ?? false,
  }
}

/** The typed earlier call of the expansion. */
interface Typed {
  readonly outputs: Signals
  readonly results: Readonly<Record<string, Reference>>
}

/** `forward` are the calls of the forward direction, each the counterpart of an inverse call. */
function typeExpansion(
  expansion: Expansion,
  inputs: Signals,
  references: Readonly<Record<string, Reference>>,
  place: Place,
  forward: readonly TypedCall[] = [],
): TypedBody {
  const done = new Map<string, Typed>()
  const calls: TypedCall[] = []
  const problems: PortProblem[] = []
  const resolve = (reference: Reference): { signal: Signal | undefined; reference: Reference | undefined } =>
    'input' in reference
      ? { signal: inputs[reference.input], reference: references[reference.input] }
      : {
          signal: done.get(reference.call)?.outputs[reference.port],
          reference: done.get(reference.call)?.results[reference.port],
        }
  for (const call of expansion.calls) {
    const path = [place.path, call.name].filter(Boolean).join('/')
    const inside = path !== place.path
    const label = path
    const definition = place.definitions.get(call.kind)
    if (!definition || definition.role === 'source' || definition.role === 'network') {
      problems.push(stackProblem(label, `there is no layer of kind "${call.kind}".`, 'unknown-layer'))
      return { ...empty(problems), calls }
    }
    const { params, faults } = parseParams(definition.fields, call.params)
    problems.push(...faults.map((fault) => layerFault(label, definition, fault)))
    const ports = portsOf(definition, params, new Set(Object.keys(call.inputs))).inputs
    // The inverse takes its outputs as inputs.
    const missing = call.direction === 'inverse' ? undefined : missingPort(ports, call.inputs)
    if (missing !== undefined) {
      const message = `${definition.title} needs an input "${missing}", which it does not receive here.`
      problems.push(stackProblem(label, message, 'unfit-layer'))
      return { ...empty(problems), calls }
    }
    const childInputs: Record<string, Signal> = {}
    const childReferences: Record<string, Reference> = {}
    for (const [port, from] of Object.entries(call.inputs)) {
      const { signal, reference } = resolve(from)
      if (!signal || !reference) return { ...empty([...problems, ...unanswered(from, place.path)]), calls }
      const wanted = ports[port]?.signal
      if (wanted && wanted !== signal.signal) {
        const message = `takes ${aSignal(wanted)}, but receives ${aSignal(signal.signal)}.`
        problems.push(stackProblem(label, message, 'signal-mismatch'))
        return { ...empty(problems), calls }
      }
      childInputs[port] = signal
      childReferences[port] = reference
    }
    if (call.direction === 'inverse') {
      const twin = forward.find((candidate) => candidate.path === path)
      if (!twin) throw new Error(`${place.node}: "${path}" is an inverse call without a forward counterpart.`)
      const inverted = invertedCall(twin, childReferences)
      calls.push(inverted)
      done.set(call.name, { outputs: inverted.outputs, results: resultsOf(inverted) })
      continue
    }
    const body = typeCalls(definition, params as JsonObject, childInputs, childReferences, { ...place, path })
    problems.push(...(inside ? body.problems.map((problem) => insideNode(label, problem)) : body.problems))
    calls.push(...body.calls)
    done.set(call.name, body)
    if (body.problems.some((problem) => problem.severity === 'error')) return { ...empty(problems), calls }
  }
  const outputs: Record<string, Signal> = {}
  const results: Record<string, Reference> = {}
  for (const [port, from] of Object.entries(expansion.outputs)) {
    const { signal, reference } = resolve(from)
    if (signal) outputs[port] = signal
    if (reference) results[port] = reference
    else problems.push(...unanswered(from, place.path))
  }
  return { calls, outputs, results, problems }
}

/** The inputs a kind requires that a stack does not provide. */
const missingPort = (ports: Ports, given: Readonly<Record<string, unknown>>): string | undefined =>
  Object.keys(ports).find((port) => !ports[port]?.optional && !Object.hasOwn(given, port))

/** A missing input is reported at its port; a layer with a missing output, here. */
const unanswered = (reference: Reference, path: string): readonly PortProblem[] =>
  'call' in reference
    ? [
        stackProblem(
          [path, reference.call].filter(Boolean).join('/'),
          `has no output "${reference.port}".`,
          'unfit-layer',
        ),
      ]
    : []

const stackProblem = (label: string, message: string, code: string): PortProblem => ({
  severity: 'error',
  code,
  field: 'layers',
  message: `Layer ${label}: ${message}`,
})

const layerFault = (label: string, definition: NodeDefinition, fault: ParamFault): PortProblem => ({
  ...stackProblem(label, `${definition.title}: "${fault.field}" ${fault.message}.`, 'wrong-parameter'),
  received: JSON.stringify(fault.received),
})

/** A layer's ports and fixes are meaningless outside the node, but its message is not. */
function insideNode(label: string, problem: PortProblem): PortProblem {
  const { port: _port, fixes: _fixes, ...rest } = problem
  return { ...rest, field: rest.field ?? 'layers', message: `Layer ${label}: ${problem.message}` }
}
