// What readers ask of a call whatever it calls. Each answer is complete by type: a new kind of call must be given one.
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

/** Functions that an op is given beside its inputs, by the name it knows them by. */
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

/** Names of the functions that a call runs: the one that it calls, or those that its op is given. */
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

/** An op that is given tensors of state moves them, but not backwards. @param state names of parameters. */
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

/** Whether it computes something itself, rather than stands for other calls. */
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

/** What sets the draws of this call of a function apart from those of its other calls; empty where nothing must. */
export const applicationOf = ({ name, target }: FunctionCall): string => (name === target ? '' : name)

/** The same for a function that an op is given: the op may call it on something that it was applied to before. */
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
