// Calls that move state in training: what they do is more than what they give.
import type { Call, Program } from '../program/program.ts'
import { calleeNames, movesOwnState } from '../program/read-call.ts'

export type MovesState = (call: Call) => boolean

/** An op that is given tensors of state, or a call of a function in which there is one. Frozen state stays where it is. */
export function stateMovers(program: Program): MovesState {
  const state = new Set(
    program.parameters.filter(({ trainable, frozen }) => !trainable && !frozen).map(({ name }) => name),
  )
  const functions = new Map(program.functions.map((one) => [one.name, one]))
  const known = new Map<string, boolean>()
  const movesState: MovesState = (call) => {
    if (movesOwnState(state, call)) return true
    return calleeNames(call).some((name) => {
      const found = known.get(name) ?? (functions.get(name)?.calls.some(movesState) || false)
      known.set(name, found)
      return found
    })
  }
  return movesState
}
