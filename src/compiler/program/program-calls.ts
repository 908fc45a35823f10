// From typed nodes to the Program's calls, functions and parameters.

import type { Reference, TensorSpec } from '../../graph/definition.ts'
import type { JsonObject } from '../../graph/json.ts'
import type { Signal } from '../../graph/signals.ts'
import { titleOf } from '../inference/title-of.ts'
import type { Signals, TypedCall, TypedLine, TypedNode } from '../inference/typed-graph.ts'
import type { Call, FunctionCall, OpCall, ParameterSpec, ProgramFunction, ProgramValue } from './program.ts'

/** Functions by name, in the order in which they were first called. */
export type FunctionTable = Map<string, ProgramFunction>

/** A node in one of its directions. */
interface NodeLine extends TypedLine {
  /** Name of the function, if there is more than one call. */
  readonly name: string
  readonly inputs: Signals
  readonly outputs: Signals
}

/** A node that expands to one call is that call; one that expands to several is a function, called by name. */
export function nodeCall(
  node: TypedNode,
  inputs: Readonly<Record<string, ProgramValue>>,
  functions: FunctionTable,
): Call {
  const { calls, results, outputs } = node
  return lineCall(node, { name: node.node.id, calls, results, inputs: node.inputs, outputs }, inputs, functions)
}

/** A transform from its outputs to its inputs. */
export function inverseCall(
  node: TypedNode,
  inputs: Readonly<Record<string, ProgramValue>>,
  functions: FunctionTable,
): Call {
  const { inverse } = node
  if (!inverse) throw new Error(`Node "${node.node.id}" is not a transform: it has no inverse.`)
  const flows = Object.entries(node.inputs).filter(([, signal]) => signal.signal === 'flow')
  const given = Object.fromEntries(Object.entries(inputs).map(([port, value]) => [port, value.signal as Signal]))
  const line = { ...inverse, name: `${node.node.id}Inverse`, inputs: given, outputs: Object.fromEntries(flows) }
  return lineCall(node, line, inputs, functions)
}

/** One network applied to one of its inputs. */
export function applicationCall(
  node: TypedNode,
  output: string,
  input: ProgramValue,
  functions: FunctionTable,
): FunctionCall {
  const { id } = node.node
  const signal = node.outputs[output]
  if (!signal) throw new Error(`Node "${id}" has no output "${output}".`)
  const given: Signals = { x: input.signal as Signal }
  const { calls, results } = node
  const call = functionCall(node, { name: id, calls, results, inputs: given, outputs: {} }, { x: input }, functions)
  return { ...call, name: `${id}/${output}`, outputs: { y: { name: `${id}.${output}`, signal } } }
}

/** One of the calls of an objective with several outputs. */
export function partCall(node: TypedNode, part: TypedCall, inputs: Readonly<Record<string, ProgramValue>>): OpCall {
  const outputs = Object.entries(part.outputs).map(([port, signal]): [string, ProgramValue] => [
    port,
    { name: `${node.node.id}.${part.path}.${port}`, signal },
  ])
  return { ...primitiveCall(node, part, namesOf(inputs)), outputs: Object.fromEntries(outputs) }
}

function lineCall(
  node: TypedNode,
  line: NodeLine,
  inputs: Readonly<Record<string, ProgramValue>>,
  functions: FunctionTable,
): Call {
  const [only] = line.calls
  if (!only || line.calls.length > 1 || only.path !== '') return functionCall(node, line, inputs, functions)
  return { ...primitiveCall(node, only, namesOf(inputs)), outputs: outputsOf(line) }
}

const namesOf = (values: Readonly<Record<string, ProgramValue>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(values).map(([port, value]) => [port, value.name]))

const outputsOf = ({ name, outputs }: NodeLine): Readonly<Record<string, ProgramValue>> =>
  Object.fromEntries(Object.entries(outputs).map(([port, signal]) => [port, { name: `${name}.${port}`, signal }]))

function functionCall(
  node: TypedNode,
  line: NodeLine,
  inputs: Readonly<Record<string, ProgramValue>>,
  functions: FunctionTable,
): FunctionCall {
  const known = functions.get(line.name) ?? functionOf(node, line)
  functions.set(line.name, known)
  return {
    call: 'function',
    target: line.name,
    name: line.name,
    node: node.node.id,
    inputs: namesOf(inputs),
    outputs: outputsOf(line),
    usesContext: known.calls.some((call) => call.usesContext),
  }
}

function functionOf(node: TypedNode, line: NodeLine): ProgramFunction {
  return {
    name: line.name,
    node: node.node.id,
    title: titleOf(node),
    inputs: Object.entries(line.inputs).map(([name, signal]) => ({ name, signal })),
    calls: line.calls.map((call) => {
      const inputs = Object.entries(call.inputs).map(([port, reference]) => [port, valueName(reference)])
      return primitiveCall(node, call, Object.fromEntries(inputs))
    }),
    outputs: Object.fromEntries(Object.entries(line.results).map(([port, reference]) => [port, valueName(reference)])),
  }
}

/** Inside a function, an input goes by its port and a call's result by the call's path. */
const valueName = (reference: Reference): string =>
  'input' in reference ? reference.input : `${reference.call || 'result'}.${reference.port}`

const callName = (node: TypedNode, path: string): string => (path ? `${node.node.id}/${path}` : node.node.id)

function primitiveCall(node: TypedNode, call: TypedCall, inputs: Readonly<Record<string, string>>): OpCall {
  const { definition } = call
  const name = callName(node, call.path)
  const tensors = [...Object.keys(call.weights), ...Object.keys(call.state)]
  const params: JsonObject = Object.fromEntries(
    definition.callParams.map((field) => [field, call.params[field] ?? null]),
  )
  const outputs = Object.entries(call.outputs).map(([port, signal]): [string, ProgramValue] => [
    port,
    { name: valueName({ call: call.path, port }), signal },
  ])
  return {
    call: 'op',
    target: definition.kind,
    name,
    node: node.node.id,
    inputs,
    outputs: Object.fromEntries(outputs),
    weights: Object.fromEntries(tensors.map((tensor) => [tensor, `${name}/${tensor}`])),
    params,
    usesContext: definition.usesContext === true && call.direction !== 'inverse',
    ...(definition.weights && tensors.length === 0 ? { withoutWeights: true } : {}),
    ...('means' in definition && definition.means ? { means: definition.means } : {}),
    ...(definition.isIncremental ? { isIncremental: true } : {}),
    ...(call.isIdentity ? { copies: Object.keys(inputs)[0] } : {}),
    ...(call.direction ? { direction: call.direction } : {}),
  }
}

/** Weights and state that a node declares, by full name. */
export function parametersOf(node: TypedNode): readonly ParameterSpec[] {
  return node.calls.flatMap((call) => {
    const name = callName(node, call.path)
    const spec =
      (trainable: boolean) =>
      ([tensor, { shape, initialiser, isSetOnce }]: [string, TensorSpec]): ParameterSpec => ({
        name: `${name}/${tensor}`,
        shape,
        initialiser,
        node: node.node.id,
        trainable,
        frozen: node.node.frozen === true && !isSetOnce,
      })
    return [...Object.entries(call.weights).map(spec(true)), ...Object.entries(call.state).map(spec(false))]
  })
}
