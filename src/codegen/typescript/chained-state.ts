// State within a step: what several calls of a body move, each goes on from where the one before has left it.
import type { Call } from '../../compiler/program/program.ts'
import { printMembers } from '../plan/literals.ts'
import type { Page } from '../plan/page.ts'
import { calleesOf, type Plan } from '../plan/plan.ts'

/** What is there of moved state behind a call. */
export interface MovedState {
  /** As a member of an object of state by call. */
  readonly member: string
  /** Names of parameters. */
  readonly moves: ReadonlySet<string>
}

/** The weights as the functions that this call runs see them, behind those that have moved some of the same. */
export function printChained({ functions, chain }: Plan, call: Call, before: readonly MovedState[]): string {
  const callees = calleesOf(functions, call)
  const met = before.filter(({ moves }) => callees.some((callee) => [...callee.moves].some((name) => moves.has(name))))
  if (met.length === 0 || chain === undefined) return 'weights'
  const members = met.map(({ member }) => member)
  const [only = ''] = members
  const state = members.length === 1 && only.startsWith('...') ? only.slice(3) : printMembers(members)
  return `${chain}(weights, ${state})`
}

/** @param name of the function that is printed. */
export function printChain(page: Page, name: string): void {
  page.add('')
  page.add(
    '/** The weights as a later call in the same step sees them: with the state that earlier ones have moved. */',
  )
  page.add(`function ${name}(weights: Weights, state: StateUpdates): Weights {`)
  page.add(
    '  const moved = Object.entries(weights).map(([call, tensors]) => [call, { ...tensors, ...state[call] }] as const)',
  )
  page.add('  return { ...weights, ...Object.fromEntries(moved) }')
  page.add('}')
}
