// From typed nodes to the Program's calls, functions and parameters.
import type { PrimitiveDefinition, Reference, TensorSpec } from '../graph/definition.ts'
import type { JsonObject } from '../graph/json.ts'
import { titleOf } from './infer-node.ts'
import type { Call, ParameterSpec, ProgramFunction, ProgramValue } from './program.ts'
import type { TypedCall, TypedNode } from './typed-graph.ts'

/** Functions by name, in the order in which they were first called. */
export type FunctionTable = Map<string, ProgramFunction>

/** A node that stands for one call is that call; one that stands for several is a function, called by name. */
export function nodeCall(
  node: TypedNode,
  inputs: Readonly<Record<string, ProgramValue>>,
  functions: FunctionTable,
): Call {
  const { id } = node.node
  const names = Object.fromEntries(Object.entries(inputs).map(([port, value]) => [port, value.name]))
  const outputs = Object.fromEntries(
    Object.entries(node.outputs).map(([port, signal]) => [port, { name: `${id}.${port}`, signal }]),
  )
  const [only] = node.calls
  if (only && node.calls.length === 1 && only.path === '') return { ...primitiveCall(node, only, names), outputs }
  const known = functions.get(id) ?? functionOf(node)
  functions.set(id, known)
  return {
    call: 'function',
    target: id,
    name: id,
    node: id,
    inputs: names,
    outputs,
    weights: {},
    params: {},
    usesContext: known.calls.some((call) => call.usesContext),
  }
}

function functionOf(node: TypedNode): ProgramFunction {
  const { id } = node.node
  return {
    name: id,
    title: titleOf(node.node, node.definition),
    inputs: Object.entries(node.inputs).map(([name, signal]) => ({ name, signal })),
    calls: node.calls.map((call) => {
      const inputs = Object.entries(call.inputs).map(([port, reference]) => [port, valueName(reference)])
      return primitiveCall(node, call, Object.fromEntries(inputs))
    }),
    outputs: Object.fromEntries(Object.entries(node.results).map(([port, reference]) => [port, valueName(reference)])),
  }
}

/** Inside a function, an input goes by its port and a call's result by the call's path. */
const valueName = (reference: Reference): string =>
  'input' in reference ? reference.input : `${reference.call || 'result'}.${reference.port}`

const callName = (node: TypedNode, path: string): string => (path ? `${node.node.id}/${path}` : node.node.id)

function primitiveCall(node: TypedNode, call: TypedCall, inputs: Readonly<Record<string, string>>): Call {
  const definition = call.definition as PrimitiveDefinition
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
    usesContext: definition.usesContext ?? false,
  }
}

/** Weights and state that a node declares, by full name. */
export function parametersOf(node: TypedNode): readonly ParameterSpec[] {
  return node.calls.flatMap((call) => {
    const name = callName(node, call.path)
    const spec =
      (trainable: boolean) =>
      ([tensor, { shape, initialiser }]: [string, TensorSpec]): ParameterSpec => ({
        name: `${name}/${tensor}`,
        shape,
        initialiser,
        node: node.node.id,
        trainable,
        frozen: node.node.frozen ?? false,
      })
    return [...Object.entries(call.weights).map(spec(true)), ...Object.entries(call.state).map(spec(false))]
  })
}
