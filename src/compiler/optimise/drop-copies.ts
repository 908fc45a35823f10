// Removes identity calls, recognised from their parameters and shapes: flattening a vector, scaling by 1, a dropout rate of 0. A
// function left without calls is removed too.
import type { Call, Program, ProgramFunction, ValueName } from '../program/program.ts'
import { type Body, renamed, rewriteBodies } from './body.ts'

export function dropCopies(program: Program): Program {
  const functions = new Map(program.functions.map((one) => [one.name, one]))
  return rewriteBodies(program, (body) => withoutCopies(body, functions))
}

function withoutCopies(body: Body, functions: ReadonlyMap<string, ProgramFunction>): Body {
  const stands = new Map<ValueName, ValueName>()
  const calls: Call[] = []
  for (const call of body.calls) {
    const copied = copiesOf(call, functions)
    if (copied) for (const [to, from] of copied) stands.set(to, from)
    else calls.push(call)
  }
  if (stands.size === 0) return body
  return {
    calls: calls.map((call) => ({ ...call, inputs: renamed(call.inputs, stands) })),
    outputs: renamed(body.outputs, stands),
  }
}

/** The aliases that a call introduces for values that it reads; none if it computes anything, or an input is not connected. */
function copiesOf(
  call: Call,
  functions: ReadonlyMap<string, ProgramFunction>,
): readonly (readonly [to: ValueName, from: ValueName])[] | undefined {
  const inputOf = copiedInput(call, functions)
  if (!inputOf) return undefined
  const pairs = Object.entries(call.outputs).flatMap(([port, { name }]) => {
    const input = inputOf(port)
    const from = input === undefined ? undefined : call.inputs[input]
    return from === undefined ? [] : [[name, from] as const]
  })
  return pairs.length === Object.keys(call.outputs).length ? pairs : undefined
}

/** The input that each output equals; none if the call computes anything. */
function copiedInput(
  call: Call,
  functions: ReadonlyMap<string, ProgramFunction>,
): ((output: string) => string | undefined) | undefined {
  switch (call.call) {
    case 'op': {
      const { copies } = call
      return copies === undefined ? undefined : () => copies
    }
    case 'function': {
      const callee = functions.get(call.target)
      return callee?.calls.length === 0 ? (output) => callee.outputs[output] : undefined
    }
    case 'operation':
      return undefined
    default:
      return call satisfies never
  }
}
