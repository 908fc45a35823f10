// A procedure that does everything another one does calls that one: a sample is a decoded latent.
import type { ValueName } from '../../compiler/program/program.ts'
import { type Draft, type DraftProcedure, isObjective, type Step } from './draft.ts'
import { movesState } from './moved-places.ts'
import { callStep, readBehind, runOf } from './runs.ts'

/** The name that a step calls a procedure by, among the functions. */
export const procedureTarget = (name: string): string => `procedure ${name}`

export function callProcedures(draft: Draft): Draft {
  const callable = draft.procedures.filter((one) => !isObjective(one) && !one.procedure.repeat && one.steps.length > 1)
  const longestFirst = [...callable].sort((one, other) => other.steps.length - one.steps.length)
  return {
    ...draft,
    procedures: draft.procedures.map((one, place) => {
      const mayCall = longestFirst.filter((other) => {
        const isShorter = other.steps.length < one.steps.length
        return isShorter || (other.steps.length === one.steps.length && draft.procedures.indexOf(other) < place)
      })
      return mayCall.reduce((caller, callee) => withCalls(draft, caller, callee), one)
    }),
  }
}

function withCalls(draft: Draft, caller: DraftProcedure, callee: DraftProcedure): DraftProcedure {
  const wanted = runOf(callee.steps)
  const { length } = callee.steps
  for (let start = 0; start + length <= caller.steps.length; start++) {
    const steps = caller.steps.slice(start, start + length)
    const run = runOf(steps)
    if (run.text !== wanted.text || (isObjective(caller) && movesState(draft, steps))) continue
    const call = callOf(callee, steps, readBehind(caller, start, length))
    if (!call) continue
    return { ...caller, steps: [...caller.steps.slice(0, start), call, ...caller.steps.slice(start + length)] }
  }
  return caller
}

/** @param read what the rest of the caller reads. @returns undefined if it reads what the procedure does not return. */
function callOf({ procedure, steps, outputs }: DraftProcedure, taken: readonly Step[], read: ReadonlySet<ValueName>) {
  const [own, other] = [runOf(steps), runOf(taken)]
  const inputs = own.reads.map((value, place): [string, ValueName] => [value, other.reads[place] ?? value])
  if (own.reads.some((value) => !procedure.inputs.some(({ name }) => name === value))) return undefined
  const ports = new Map(Object.entries(outputs).map(([port, value]) => [value, port]))
  const given: [string, (typeof other.makes)[number]][] = []
  for (const [place, value] of other.makes.entries()) {
    if (!read.has(value.name)) continue
    const port = ports.get(own.makes[place]?.name ?? '')
    if (port === undefined) return undefined
    given.push([port, value])
  }
  if (Object.values(outputs).some((value) => own.reads.includes(value))) return undefined
  return callStep(procedureTarget(procedure.name), taken, Object.fromEntries(inputs), Object.fromEntries(given))
}
