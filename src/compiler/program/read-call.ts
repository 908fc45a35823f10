// Queries on calls of any kind. Each switch is exhaustive by type, so a new kind of call must be handled.
import type { JsonObject } from '../../graph/json.ts'
import type { Call, FunctionCall, OpCall, Operation, OperationCall, PrimitiveCall } from './program.ts'

/** Weight or state name in the op to parameter name in the Program. */
export function weightsOf(call: Call): Readonly<Record<string, string>> {
  switch (call.call) {
    case 'op':
      return call.weights
    case 'operation':
    case 'function':
      return {}
    default:
      return call satisfies never
  }
}

export function paramsOf(call: Call): JsonObject {
  switch (call.call) {
    case 'op':
    case 'operation':
      return call.params
    case 'function':
      return {}
    default:
      return call satisfies never
  }
}

/** Functions passed to an op in addition to its inputs, by the op's name for them. */
export function givenFunctions(call: Call): Readonly<Record<string, string>> {
  switch (call.call) {
    case 'op':
      return call.functions ?? {}
    case 'operation':
    case 'function':
      return {}
    default:
      return call satisfies never
  }
}

/** Names of the functions that a call runs: its target, or those passed to its op. */
export function calleeNames(call: Call): readonly string[] {
  switch (call.call) {
    case 'function':
      return [call.target]
    case 'op':
    case 'operation':
      return Object.values(givenFunctions(call))
    default:
      return call satisfies never
  }
}

/** An op that receives state tensors updates them, except in its inverse. @param state names of parameters. */
export function movesOwnState(state: ReadonlySet<string>, call: Call): boolean {
  switch (call.call) {
    case 'op':
      return call.direction !== 'inverse' && Object.values(call.weights).some((parameter) => state.has(parameter))
    case 'operation':
    case 'function':
      return false
    default:
      return call satisfies never
  }
}

/** Whether it computes something itself rather than expanding to other calls. */
export function isPrimitive(call: Call): call is PrimitiveCall {
  switch (call.call) {
    case 'op':
    case 'operation':
      return true
    case 'function':
      return false
    default:
      return call satisfies never
  }
}

export const isOperation = (call: Call, target: Operation): call is OperationCall =>
  call.call === 'operation' && call.target === target

/** What distinguishes the draws of this call of a function from those of its other calls; empty if not needed. */
export const applicationOf = ({ name, target }: FunctionCall): string => (name === target ? '' : name)

/** The same for a function passed to an op: the op may call it on inputs that it was applied to before. */
export const applicationBy = ({ name }: OpCall, functionName: string): string => `${name}/${functionName}`

/** What ops are given, in this order. */
export type Argument = 'inputs' | 'weights' | 'params' | 'context'

/** What a call gives the op, as the op's definition declares it: `OpOf` has the same in types. */
export function argumentsOf(call: PrimitiveCall): readonly Argument[] {
  const hasInputs = Object.keys(call.inputs).length > 0 || Object.keys(givenFunctions(call)).length > 0
  return [
    ...(hasInputs ? (['inputs'] as const) : []),
    ...(takesWeights(call) ? (['weights'] as const) : []),
    ...(Object.keys(call.params).length > 0 ? (['params'] as const) : []),
    ...(call.usesContext ? (['context'] as const) : []),
  ]
}

function takesWeights(call: PrimitiveCall): boolean {
  switch (call.call) {
    case 'op':
      return call.withoutWeights === true || Object.keys(call.weights).length > 0
    case 'operation':
      return false
    default:
      return call satisfies never
  }
}

/** Whether the op runs in two directions: only transforms give flows. */
export const isTransform = (call: PrimitiveCall): boolean =>
  call.call === 'op' && Object.values(call.outputs).some(({ signal }) => signal.signal === 'flow')
