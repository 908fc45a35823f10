// Prints one call: of an op with just the arguments that it declares, or of a function of the model.
import type { Call, OpCall, PrimitiveCall } from '../../compiler/program/program.ts'
import {
  type Argument,
  applicationBy,
  applicationOf,
  argumentsOf,
  isTransform,
  weightsOf,
} from '../../compiler/program/read-call.ts'
import { printJson, printMember, printMembers, printProperty, printString } from '../plan/literals.ts'
import { functionOf, type Plan, type PlannedFunction, type PlannedOp, passedTo } from '../plan/plan.ts'
import { localOf, type Scope } from '../plan/scope.ts'

export interface PrintedCall {
  readonly callee: string
  readonly given: readonly string[]
}

/** What functions are given and where they tell of state. */
export interface CallState {
  /** An expression for the weights. */
  readonly weights: string
  /** The variable that gathers what functions given to an op say of state. */
  readonly collected?: string | undefined
}

export function printCall(plan: Plan, call: Call, scope: Scope, state: CallState): PrintedCall {
  const inputs = passedTo(plan.functions, call).map(([port, value]) => printProperty(port, localOf(scope, value)))
  switch (call.call) {
    case 'op':
      return printPrimitive(plan, call, [...inputs, ...printGivenFunctions(plan, call, state)])
    case 'operation':
      return printPrimitive(plan, call, inputs)
    case 'function': {
      const callee = functionOf(plan.functions, call.target, call.name)
      return printApplication(callee, printMembers(inputs), applicationOf(call), state.weights)
    }
    default:
      return call satisfies never
  }
}

/** @param application what sets its draws apart from those of other calls of the function; may be empty. */
function printApplication(callee: PlannedFunction, inputs: string, application: string, weights: string): PrintedCall {
  const context = application ? `context.within(${printString(application)})` : 'context'
  const given = [
    ...(callee.inputs.length ? [inputs] : []),
    ...(callee.usesWeights ? [weights] : []),
    ...(callee.usesContext ? [context] : []),
  ]
  return { callee: callee.name, given }
}

const printGivenFunctions = (plan: Plan, call: OpCall, state: CallState): readonly string[] =>
  Object.entries(call.functions ?? {}).map(([name, target]) => {
    const callee = functionOf(plan.functions, target, call.name)
    return `${name}: ${printFunctionValue(callee, applicationBy(call, name), state)}`
  })

/** @param inputs members of the first argument. */
function printPrimitive(plan: Plan, call: PrimitiveCall, inputs: readonly string[]): PrintedCall {
  const op = opOf(plan, call)
  const given: Readonly<Record<Argument, () => string>> = {
    inputs: () => printMembers(inputs),
    weights: () => printWeights(call),
    params: () => printJson(call.params, '  '),
    context: () => `context.at(${printString(call.name)})`,
  }
  const callee = isTransform(call) ? `${op.local}.${directionOf(call)}` : op.local
  return { callee, given: argumentsOf(call).map((argument) => given[argument]()) }
}

const directionOf = (call: PrimitiveCall): 'forward' | 'inverse' =>
  call.call === 'op' ? (call.direction ?? 'forward') : 'forward'

/** The weights of a call lie together under its name; borrowed ones are listed. */
function printWeights(call: PrimitiveCall): string {
  const { name } = call
  const entries = Object.entries(weightsOf(call))
  if (entries.length === 0) return '{}'
  if (entries.every(([weight, parameter]) => parameter === `${name}/${weight}`)) return printMember('weights', name)
  return printMembers(
    entries.map(([weight, parameter]) => {
      const { group, key } = splitParameter(parameter)
      return `${weight}: ${printMember(printMember('weights', group), key)}`
    }),
  )
}

/** `encoder/hidden1/kernel` is the `kernel` of `encoder/hidden1`. */
export function splitParameter(name: string): { readonly group: string; readonly key: string } {
  const end = name.lastIndexOf('/')
  return { group: name.slice(0, end), key: name.slice(end + 1) }
}

function opOf({ ops }: Plan, { name, target }: PrimitiveCall): PlannedOp {
  const op = ops.get(target)
  if (!op) throw new Error(`${name} calls the op "${target}", which was not planned.`)
  return op
}

/** A function of one tensor, for an op to call as often as it likes. */
function printFunctionValue(callee: PlannedFunction, application: string, { weights, collected }: CallState): string {
  const [output] = callee.outputs
  if (!output) throw new Error(`The function "${callee.name}" gives nothing.`)
  const [input] = callee.inputs
  const inputs = printMembers(input ? [printProperty(input.property, 'x')] : [])
  const { given } = printApplication(callee, inputs, application, weights)
  const called = `${callee.name}(${given.join(', ')})`
  const taken = input ? '(x)' : '()'
  if (collected === undefined || !callee.givesState) return `${taken} => ${called}.${output.port}`
  const results = printMembers([printProperty(output.port, 'y'), 'state'])
  return `${taken} => { const ${results} = ${called}; Object.assign(${collected}, state); return y }`
}
