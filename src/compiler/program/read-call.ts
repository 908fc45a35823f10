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
