// Dead-code elimination: removes unused calls, functions, and inputs and outputs of functions. A call that updates state stays in
// the objectives, where state updates are wanted.
import type { Call, Procedure, Program, ProgramFunction, ValueName } from '../program/program.ts'
import { givenFunctions } from '../program/read-call.ts'
import type { Body } from './body.ts'
import { type MovesState, stateMovers } from './state-movers.ts'

export function dropUnused(program: Program): Program {
  const movesState = stateMovers(program)
  const ports = usedPorts(program)
  const functions = program.functions.flatMap((one) => narrowFunction(one, ports.get(one.name), movesState))
  const byName = new Map(functions.map((one) => [one.name, one]))
  const procedures = program.procedures.map((procedure) => {
    const isObjective = procedure.name.startsWith('objective/')
    return narrowBody(procedure, (call) => isObjective && movesState(call))
  })
  const fitted = {
    functions: functions.map((one) => fitCalls(one, byName)),
    procedures: procedures.map((one: Procedure) => fitCalls(one, byName)),
  }
  const isSame =
    fitted.functions.length === program.functions.length &&
    fitted.functions.every((one, i) => one === program.functions[i]) &&
    fitted.procedures.every((one, i) => one === program.procedures[i])
  return isSame ? program : { ...program, ...fitted }
}

/** The outputs of a function that some caller reads, or all if the function is passed to an op. */
type Ports = ReadonlySet<string> | 'all'

function usedPorts({ functions, procedures }: Program): ReadonlyMap<string, Ports> {
  const used = new Map<string, Ports>()
  for (const { calls, outputs } of [...functions, ...procedures]) {
    const read = readValues({ calls, outputs })
    for (const call of calls) {
      switch (call.call) {
        case 'op':
        case 'operation':
          for (const given of Object.values(givenFunctions(call))) used.set(given, 'all')
          break
        case 'function': {
          const known = used.get(call.target)
          if (known === 'all') break
          const ports = Object.entries(call.outputs).flatMap(([port, { name }]) => (read.has(name) ? [port] : []))
          used.set(call.target, new Set([...(known ?? []), ...ports]))
          break
        }
        default:
          call satisfies never
      }
    }
  }
  return used
}

const readValues = ({ calls, outputs }: Body): ReadonlySet<ValueName> =>
  new Set([...calls.flatMap(({ inputs }) => Object.values(inputs)), ...Object.values(outputs)])

function narrowFunction(
  one: ProgramFunction,
  ports: Ports | undefined,
  movesState: MovesState,
): readonly ProgramFunction[] {
  if (ports === undefined) return []
  if (ports === 'all') return [narrowBody(one, movesState)]
  const kept = Object.entries(one.outputs).filter(([port]) => ports.has(port))
  const outputs = kept.length === Object.keys(one.outputs).length ? one.outputs : Object.fromEntries(kept)
  const narrowed = narrowBody(outputs === one.outputs ? one : { ...one, outputs }, movesState)
  const read = readValues(narrowed)
  const inputs = narrowed.inputs.filter(({ name }) => read.has(name))
  return [inputs.length === narrowed.inputs.length ? narrowed : { ...narrowed, inputs }]
}

function narrowBody<B extends Body>(body: B, isWanted: (call: Call) => boolean): B {
  const needed = new Set(Object.values(body.outputs))
  const kept: Call[] = []
  for (const call of body.calls.toReversed()) {
    if (!isWanted(call) && !Object.values(call.outputs).some(({ name }) => needed.has(name))) continue
    kept.push(call)
    for (const value of Object.values(call.inputs)) needed.add(value)
  }
  return kept.length === body.calls.length ? body : { ...body, calls: kept.reverse() }
}

/** Adapts calls to the remaining inputs and outputs of a function. */
function fitCalls<B extends Body>(body: B, functions: ReadonlyMap<string, ProgramFunction>): B {
  let isChanged = false
  const calls = body.calls.map((call) => {
    const fitted = fitCall(call, functions)
    if (fitted !== call) isChanged = true
    return fitted
  })
  return isChanged ? { ...body, calls } : body
}

function fitCall(call: Call, functions: ReadonlyMap<string, ProgramFunction>): Call {
  switch (call.call) {
    case 'op':
    case 'operation':
      return call
    case 'function': {
      const callee = functions.get(call.target)
      if (!callee) return call
      const taken = new Set(callee.inputs.map(({ name }) => name))
      const inputs = only(call.inputs, (port) => taken.has(port))
      const outputs = only(call.outputs, (port) => port in callee.outputs)
      return inputs === call.inputs && outputs === call.outputs ? call : { ...call, inputs, outputs }
    }
    default:
      return call satisfies never
  }
}

function only<T>(record: Readonly<Record<string, T>>, isKept: (key: string) => boolean): Readonly<Record<string, T>> {
  const kept = Object.entries(record).filter(([key]) => isKept(key))
  return kept.length === Object.keys(record).length ? record : Object.fromEntries(kept)
}
