// Calls that update state in training: they have side effects.
import type { Call, Program } from '../program/program.ts'
import { calleeNames, movesOwnState } from '../program/read-call.ts'

export type MovesState = (call: Call) => boolean

/** An op that receives state tensors, or a call of a function that contains one. Frozen state does not change. */
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
