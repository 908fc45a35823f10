// Runs procedures of a Program. A procedure is compiled once: functions are unfolded, names become places in an array,
// ops and weights are bound; what is left to do in a step is to walk a flat list.
import type * as tf from '@tensorflow/tfjs-core'
import type { Call, Procedure, Program, ValueName } from '../../compiler/program.ts'
import type { OpContext, StateUpdate } from '../../math/op.ts'
import { inverseOf, type Op, type Ops, type Value } from '../op-of.ts'
import { NodeError } from './node-error.ts'

/** Gives each call its own context, and with it its own stream of random numbers. */
export interface CallContexts {
  at(call: string): OpContext
}

export interface ProcedureResult {
  readonly outputs: Readonly<Record<string, Value>>
  /** New values of state by parameter name, to be taken over after the step. */
  readonly state: StateUpdate
}

/** Sees what every op call has just returned, in order. */
export type Observer = (call: Call, outputs: readonly Value[]) => void

export interface CompiledProcedure {
  readonly procedure: Procedure
  /**
   * Inputs by name. Tensors that ops make are left to the tidy around it.
   * @throws NodeError when a call fails.
   */
  run(inputs: Readonly<Record<string, Value>>, contexts: CallContexts, observe?: Observer): ProcedureResult
}

/** `undefined` stands for an optional input that is not connected. */
type Slots = Map<ValueName, number | undefined>
type Frame = (Value | undefined)[]

interface Step {
  readonly call: Call
  readonly run: (frame: Frame, contexts: CallContexts, state: Record<string, tf.Tensor>) => void
  readonly writes: readonly number[]
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
  const functions = new Map(program.functions.map((one) => [one.name, one]))
  const steps: Step[] = []
  let size = 0

  const unfold = (calls: readonly Call[], slots: Slots): void => {
    for (const call of calls) {
      const given = Object.entries(call.inputs).map(([port, name]) => [port, lookUp(slots, name, call.name)] as const)
      if (call.call === 'function') {
        const callee = functions.get(call.target)
        if (!callee) throw new Error(`${call.name} calls the function ${call.target}, which the Program does not have.`)
        const slotOf = new Map(given)
        const inner: Slots = new Map(callee.inputs.map(({ name }) => [name, slotOf.get(name)]))
        unfold(callee.calls, inner)
        for (const [port, { name }] of Object.entries(call.outputs)) {
          const result = callee.outputs[port]
          if (result === undefined) throw new Error(`The function ${call.target} has no output ${port}.`)
          slots.set(name, lookUp(inner, result, call.target))
        }
        continue
      }
      const outputs = Object.entries(call.outputs).map(([port, { name }]) => {
        slots.set(name, size)
        return [port, size++] as const
      })
      steps.push(bindOp(call, given, outputs, ops, parameters))
    }
  }

  const top: Slots = new Map()
  const inputs = procedure.inputs.map(({ name }) => {
    top.set(name, size)
    return [name, size++] as const
  })
  unfold(procedure.calls, top)
  const outputs = Object.entries(procedure.outputs).map(([port, name]) => {
    const slot = lookUp(top, name, procedure.name)
    if (slot === undefined) throw new Error(`The output ${port} of ${procedure.name} is not connected.`)
    return [port, slot] as const
  })

  return {
    procedure,
    run(values, contexts, observe) {
      const frame: Frame = new Array(size)
      for (const [name, slot] of inputs) {
        const value = values[name]
        if (value === undefined) throw new Error(`${procedure.name} needs the input ${name}, which is missing.`)
        frame[slot] = value
      }
      const state: Record<string, tf.Tensor> = {}
      for (const step of steps) {
        try {
          step.run(frame, contexts, state)
        } catch (cause) {
          throw new NodeError(step.call.node, step.call.name, cause)
        }
        observe?.(
          step.call,
          step.writes.map((slot) => filled(frame, slot)),
        )
      }
      return { outputs: Object.fromEntries(outputs.map(([port, slot]) => [port, filled(frame, slot)])), state }
    },
  }
}

function bindOp(
  call: Call,
  given: readonly (readonly [port: string, slot: number | undefined])[],
  outputs: readonly (readonly [port: string, slot: number])[],
  ops: Ops,
  parameters: ReadonlyMap<string, tf.Tensor>,
): Step {
  const op: Op | undefined = ops.get(call.direction ? inverseOf(call.target) : call.target)
  if (!op) throw new Error(`${call.name} calls ${call.target}, for which there is no op.`)
  const connected = given.filter((input): input is readonly [string, number] => input[1] !== undefined)
  const weights: Record<string, tf.Tensor> = {}
  for (const [weight, parameter] of Object.entries(call.weights)) {
    const tensor = parameters.get(parameter)
    if (!tensor) throw new Error(`${call.name} uses the parameter ${parameter}, which does not exist.`)
    weights[weight] = tensor
  }
  const without = contextOfNone(call)
  return {
    call,
    writes: outputs.map(([, slot]) => slot),
    run(frame, contexts, state) {
      const inputs: Record<string, Value> = {}
      for (const [port, slot] of connected) inputs[port] = filled(frame, slot)
      const results = op(inputs, weights, call.params, call.usesContext ? contexts.at(call.name) : without)
      for (const [port, slot] of outputs) {
        const value = results[port]
        if (value === undefined) throw new Error(`the op ${call.target} returned no ${port}.`)
        frame[slot] = value
      }
      if (results.state === undefined) return
      for (const [name, tensor] of Object.entries(results.state)) {
        const parameter = call.weights[name]
        if (parameter === undefined) throw new Error(`the op ${call.target} moves ${name}, which it did not declare.`)
        state[parameter] = tensor
      }
    },
  }
}

function lookUp(slots: Slots, name: ValueName, reader: string): number | undefined {
  if (!slots.has(name)) throw new Error(`${reader} reads the value ${name} before anything gives it.`)
  return slots.get(name)
}

function filled(frame: Frame, slot: number): Value {
  const value = frame[slot]
  if (value === undefined) throw new Error(`Place ${slot} was read before it was written.`)
  return value
}

/** For calls that declare no use of randomness or of the training flag: using it anyway must not go unnoticed. */
function contextOfNone({ target }: Call): OpContext {
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
