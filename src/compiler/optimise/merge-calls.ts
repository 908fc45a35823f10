// Common subexpression elimination: calls of the same op on the same values with the same weights and parameters run once. Calls
// that draw random numbers or update state are never merged.
import type { Call, Program, ValueName } from '../program/program.ts'
import { givenFunctions } from '../program/read-call.ts'
import { type Body, renamed, rewriteBodies } from './body.ts'
import { type MovesState, stateMovers } from './state-movers.ts'

export function mergeCalls(program: Program): Program {
  const movesState = stateMovers(program)
  return rewriteBodies(program, (body) => withoutRepetitions(body, movesState))
}

function withoutRepetitions(body: Body, movesState: MovesState): Body {
  const stands = new Map<ValueName, ValueName>()
  const made = new Map<string, Call>()
  const calls: Call[] = []
  for (const original of body.calls) {
    const call = stands.size === 0 ? original : { ...original, inputs: renamed(original.inputs, stands) }
    const isAlone = call.usesContext || Object.keys(givenFunctions(call)).length > 0 || movesState(call)
    const known = isAlone ? undefined : made.get(meaningOf(call))
    if (!known) {
      if (!isAlone) made.set(meaningOf(call), call)
      calls.push(call)
      continue
    }
    for (const [port, { name }] of Object.entries(call.outputs)) {
      const first = known.outputs[port]
      if (!first)
        throw new Error(`${call.name} and ${known.name} call ${call.target}, but only one has the output ${port}.`)
      stands.set(name, first.name)
    }
  }
  return stands.size === 0 ? body : { calls, outputs: renamed(body.outputs, stands) }
}

const meaningOf = (call: Call): string =>
  JSON.stringify([
    call.call,
    call.target,
    sorted(call.inputs),
    Object.keys(call.outputs).sort(),
    ...settingsOf(call).map(sorted),
  ])

/** What distinguishes a call from others of the same target on the same values. */
function settingsOf(call: Call): readonly object[] {
  switch (call.call) {
    case 'op':
      return [call.weights, call.params, { direction: call.direction ?? 'forward' }]
    case 'operation':
      return [call.params]
    case 'function':
      return []
    default:
      return call satisfies never
  }
}

const sorted = (record: object) => Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1))
