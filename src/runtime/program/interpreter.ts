// Runs procedures of a Program. A procedure is compiled once: functions are unfolded, names become places in an array,
// ops and weights are bound; what is left to do in a step is to walk a flat list.
import type * as tf from '@tensorflow/tfjs-core'
import type {
  Call,
  OpCall,
  PrimitiveCall,
  Procedure,
  Program,
  ProgramFunction,
} from '../../compiler/program/program.ts'
import {
  type Argument,
  applicationBy,
  applicationOf,
  argumentsOf,
  weightsOf,
} from '../../compiler/program/read-call.ts'
import { nameWithin, type OpContext, type StateUpdate } from '../../engine/index.ts'
import { inverseOf, type OpArgument, type Ops, type ProgramFunctionValue, type Value } from '../op-of.ts'
import { bindInputs } from './bind-inputs.ts'
import { connectedSlot, type Frame, filled, lookUp, type Slots } from './frame.ts'
import { NodeError } from './node-error.ts'
import { asTensor } from './value-tensors.ts'

/** Gives each call its own context, and with it its own stream of random numbers. */
export interface CallContexts {
  at(call: string): OpContext
}

export interface ProcedureResult {
  readonly outputs: Readonly<Record<string, Value>>
  /** New values of state by parameter name, to be taken over after the step; of several applications, those after all. */
  readonly state: StateUpdate
}

/** Sees what every op call has just returned, in order. */
export type Observer = (call: PrimitiveCall, outputs: readonly Value[]) => void

export interface CompiledProcedure {
  readonly procedure: Procedure
  /**
   * Inputs by name. Tensors that ops make are left to the tidy around it.
   * @throws Error when an input is missing or is not what the Program says, NodeError when a call fails.
   */
  run(inputs: Readonly<Record<string, Value>>, contexts: CallContexts, observe?: Observer): ProcedureResult
}

type State = Record<string, tf.Tensor>

interface Step {
  readonly call: PrimitiveCall
  readonly run: (frame: Frame, contexts: CallContexts, state: State) => void
  readonly writes: readonly number[]
}

/** Steps that share a frame of this many slots. */
interface Line {
  readonly steps: Step[]
  size: number
}

/**
 * @param parameters tensors by parameter name; the same objects are read in every run, so their values may change.
 * @throws Error when the Program is inconsistent: an unknown op, function, parameter or value name.
 */
export function compileProcedure(
  program: Program,
  procedure: Procedure,
  ops: Ops,
  parameters: ReadonlyMap<string, tf.Tensor>,
): CompiledProcedure {
  const line: Line = { steps: [], size: 0 }
  const slots: Slots = new Map()
  const inputs = procedure.inputs.map(({ name }) => {
    slots.set(name, line.size)
    return [name, line.size++] as const
  })
  const functions = new Map(program.functions.map((one) => [one.name, one]))
  unfold(procedure.calls, slots, line, { functions, ops, parameters, application: '' })
  const outputs = Object.entries(procedure.outputs).map(([port, name]) => {
    return [port, connectedSlot(slots, name, procedure.name)] as const
  })

  return {
    procedure,
    run(values, contexts, observe) {
      const bound = bindInputs(procedure, { values })
      const frame: Frame = new Array(line.size)
      for (const [name, slot] of inputs) {
        frame[slot] = bound[name]
      }
      const state: State = {}
      runLine(line, frame, contexts, state, observe)
      return { outputs: Object.fromEntries(outputs.map(([port, slot]) => [port, filled(frame, slot)])), state }
    },
  }
}

function runLine({ steps }: Line, frame: Frame, contexts: CallContexts, state: State, observe?: Observer): void {
  for (const step of steps) {
    try {
      step.run(frame, contexts, state)
    } catch (cause) {
      // Inside a function that an op was given, the innermost call is the one to name.
      throw cause instanceof NodeError ? cause : new NodeError(step.call.node, step.call.name, cause)
    }
    if (!observe) continue
    observe(
      step.call,
      step.writes.map((slot) => filled(frame, slot)),
    )
  }
}

interface Surroundings {
  readonly functions: ReadonlyMap<string, ProgramFunction>
  readonly ops: Ops
  readonly parameters: ReadonlyMap<string, tf.Tensor>
  /** Of the function that the calls lie in: part of the names of their draws. */
  readonly application: string
}

/** Appends the calls to the line, functions as the calls they stand for. */
function unfold(calls: readonly Call[], slots: Slots, line: Line, surroundings: Surroundings): void {
  for (const call of calls) {
    const given = Object.entries(call.inputs).map(([port, name]) => [port, lookUp(slots, name, call.name)] as const)
    switch (call.call) {
      case 'function': {
        const callee = findFunction(surroundings, call.target, call.name)
        const slotOf = new Map(given)
        const inner: Slots = new Map(callee.inputs.map(({ name }) => [name, slotOf.get(name)]))
        const application = nameWithin(surroundings.application, applicationOf(call))
        unfold(callee.calls, inner, line, { ...surroundings, application })
        for (const [port, { name }] of Object.entries(call.outputs)) {
          const result = callee.outputs[port]
          if (result === undefined) throw new Error(`The function ${call.target} has no output ${port}.`)
          slots.set(name, lookUp(inner, result, call.target))
        }
        break
      }
      case 'op':
      case 'operation': {
        const outputs = Object.entries(call.outputs).map(([port, { name }]) => {
          slots.set(name, line.size)
          return [port, line.size++] as const
        })
        line.steps.push(bindOp(call, given, outputs, surroundings))
        break
      }
      default:
        call satisfies never
    }
  }
}

function bindOp(
  call: PrimitiveCall,
  given: readonly (readonly [port: string, slot: number | undefined])[],
  outputs: readonly (readonly [port: string, slot: number])[],
  surroundings: Surroundings,
): Step {
  const op = surroundings.ops.get(opNameOf(call))
  if (!op) throw new Error(`${call.name} calls ${call.target}, for which there is no op.`)
  const connected = given.filter((input): input is readonly [string, number] => input[1] !== undefined)
  const weights: Record<string, tf.Tensor> = {}
  const parameterOf = weightsOf(call)
  const parameters = Object.entries(parameterOf)
  for (const [weight, parameter] of parameters) {
    const tensor = surroundings.parameters.get(parameter)
    if (!tensor) throw new Error(`${call.name} uses the parameter ${parameter}, which does not exist.`)
    weights[weight] = tensor
  }
  const functions = bindFunctions(call, surroundings)
  const order = argumentsOf(call)
  const refused = call.call === 'op' && !call.usesContext ? [contextOfNone(call)] : []
  const stream = nameWithin(surroundings.application, call.name)
  return {
    call,
    writes: outputs.map(([, slot]) => slot),
    run(frame, contexts, state) {
      const inputs: Record<string, Value | ProgramFunctionValue> = {}
      for (const [port, slot] of connected) inputs[port] = filled(frame, slot)
      for (const [name, bind] of functions) inputs[name] = bind(contexts, state)
      const givenFor: Readonly<Record<Argument, () => OpArgument>> = {
        inputs: () => inputs,
        weights: () => chained(weights, parameters, state),
        params: () => call.params,
        context: () => contexts.at(stream),
      }
      const results = op(...order.map((argument) => givenFor[argument]()), ...refused)
      for (const [port, slot] of outputs) {
        const value = results[port]
        if (value === undefined) throw new Error(`the op ${call.target} returned no ${port}.`)
        frame[slot] = value
      }
      if (results.state === undefined) return
      for (const [name, tensor] of Object.entries(results.state)) {
        const parameter = parameterOf[name]
        if (parameter === undefined) throw new Error(`the op ${call.target} moves ${name}, which it did not declare.`)
        state[parameter] = tensor
      }
    },
  }
}

/** The name by which the table of ops knows what is called. */
function opNameOf(call: PrimitiveCall): string {
  switch (call.call) {
    case 'op':
      return call.direction === 'inverse' ? inverseOf(call.target) : call.target
    case 'operation':
      return call.target
    default:
      return call satisfies never
  }
}

/** With the state updated by earlier applications in this run: a call continues from there, not from the start of the step. */
function chained(
  weights: Readonly<Record<string, tf.Tensor>>,
  parameters: readonly (readonly [weight: string, parameter: string])[],
  state: State,
): Readonly<Record<string, tf.Tensor>> {
  if (!parameters.some(([, parameter]) => state[parameter])) return weights
  const now = { ...weights }
  for (const [weight, parameter] of parameters) now[weight] = state[parameter] ?? now[weight]!
  return now
}

type BoundFunction = (contexts: CallContexts, state: State) => ProgramFunctionValue

function bindFunctions(
  call: PrimitiveCall,
  surroundings: Surroundings,
): readonly (readonly [name: string, bind: BoundFunction])[] {
  switch (call.call) {
    case 'op':
      return Object.entries(call.functions ?? {}).map(
        ([name, target]) => [name, bindFunction(target, call, name, surroundings)] as const,
      )
    case 'operation':
      return []
    default:
      return call satisfies never
  }
}

/** A function of one tensor with one output, for an op to call as often as it likes. */
function bindFunction(target: string, caller: OpCall, name: string, surroundings: Surroundings): BoundFunction {
  const { inputs, outputs, calls } = findFunction(surroundings, target, caller.name)
  const [input, ...moreInputs] = inputs
  const [output, ...moreOutputs] = Object.values(outputs)
  if (!input || output === undefined || moreInputs.length || moreOutputs.length)
    throw new Error(`${caller.name} is given the function ${target}, which does not take one value and give one.`)
  const line: Line = { steps: [], size: 1 }
  const slots: Slots = new Map([[input.name, 0]])
  const application = nameWithin(surroundings.application, applicationBy(caller, name))
  unfold(calls, slots, line, { ...surroundings, application })
  const slot = connectedSlot(slots, output, target)
  return (contexts, state) => (x) => {
    const frame: Frame = new Array(line.size)
    frame[0] = x
    runLine(line, frame, contexts, state)
    return asTensor(filled(frame, slot), target)
  }
}

function findFunction({ functions }: Surroundings, target: string, caller: string): ProgramFunction {
  const callee = functions.get(target)
  if (!callee) throw new Error(`${caller} calls the function ${target}, which the Program does not have.`)
  return callee
}

/** For calls that declare no use of randomness or of the training flag: using it anyway must not go unnoticed. */
function contextOfNone({ target }: PrimitiveCall): OpContext {
  const refuse = (): never => {
    throw new Error(`the op ${target} uses its context, but its definition does not say so (usesContext).`)
  }
  return {
    get training() {
      return refuse()
    },
    normal: refuse,
    uniform: refuse,
  }
}
