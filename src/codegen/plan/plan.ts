// What the printers must agree on before the first line: the name of every function, what it takes and gives, and which of
// its calls count. A call counts if what it gives is used, or if it moves state where state is wanted.
import {
  type Call,
  columnOf,
  type Giver,
  giverOf,
  type Operation,
  type PrimitiveCall,
  type Procedure,
  type ProcedureName,
  type Program,
  type ProgramFunction,
  type ProgramValue,
} from '../../compiler/program/program.ts'
import {
  type Argument,
  argumentsOf,
  calleeNames,
  isPrimitive,
  movesOwnState,
  weightsOf,
} from '../../compiler/program/read-call.ts'
import { capitalised } from './literals.ts'
import { identifier, Names } from './names.ts'
import { findOp, type OpSource, type Sources } from './op-source.ts'

export interface PlannedOp extends OpSource {
  /** The name it goes by in the model's file. */
  readonly local: string
  readonly isIntrinsic: boolean
}

export interface PlannedFunction {
  /** The name it is printed under. */
  readonly name: string
  readonly calls: readonly Call[]
  /** Inputs that its calls or outputs read, each with the property that it is given as. */
  readonly inputs: readonly PlannedInput[]
  readonly outputs: readonly { readonly port: string; readonly value: ProgramValue }[]
  readonly usesWeights: boolean
  readonly usesContext: boolean
  /** It gives new values of state beside its outputs. */
  readonly givesState: boolean
  /** Names of the parameters that those are of. */
  readonly moves: ReadonlySet<string>
}

export interface PlannedInput {
  readonly property: string
  readonly value: ProgramValue
}

export interface PlannedProcedure extends PlannedFunction {
  readonly procedure: Procedure
}

export interface Plan {
  readonly program: Program
  readonly names: Names
  readonly ops: ReadonlyMap<string, PlannedOp>
  /** By the Program's name. */
  readonly functions: ReadonlyMap<string, PlannedFunction>
  readonly procedures: ReadonlyMap<ProcedureName, PlannedProcedure>
  /** Parameters that ops move themselves, unless their node is frozen. */
  readonly state: ReadonlySet<string>
  /** Some objective moves state. */
  readonly hasState: boolean
  /** Of the function that hands state on within a step, where there is need of one. */
  readonly chain: string | undefined
}

/** Names that leave the plain words to the values. */
const intrinsicNames: ReadonlyMap<string, string> = new Map<Operation, string>([
  ['math/draw', 'drawFrom'],
  ['math/mean', 'meanOf'],
  ['math/log-prob', 'logProbOf'],
  ['math/interpolate', 'interpolateBetween'],
])

/** @throws {Error} if the Program is inconsistent, or the source of an op is missing. */
export function planModel(program: Program, sources: Sources): Plan {
  const names = new Names()
  const moved = program.parameters.filter(({ trainable, frozen }) => !trainable && !frozen)
  const state = new Set(moved.map(({ name }) => name))
  const objectives = program.procedures.filter(({ name }) => isObjective(name))
  const procedureNames = new Map(
    program.procedures.map(({ name }): [ProcedureName, string] => {
      if (!isObjective(name)) return [name, names.take(name)]
      return [name, names.take(objectives.length === 1 ? 'objective' : name.split('/').map(wordOf).join(''))]
    }),
  )
  const functionNames = new Map(
    program.functions.map(({ name }): [string, string] => [name, names.take(name, `${name}Network`)]),
  )

  /** Whether the call itself passes this on. */
  const passes = (call: Call, argument: Argument): boolean => isPrimitive(call) && argumentsOf(call).includes(argument)
  const functions = new Map<string, PlannedFunction>()
  const planBody = (
    name: string,
    body: { readonly calls: readonly Call[]; readonly outputs: Readonly<Record<string, string>> },
    inputs: readonly PlannedInput[],
    wantsState: boolean,
  ): PlannedFunction => {
    const movesState = (call: Call): boolean =>
      movesOwnState(state, call) || calleesOf(functions, call).some(({ givesState }) => givesState)
    const calls = countingCalls(body.calls, Object.values(body.outputs), (call) => wantsState && movesState(call))
    const read = new Set([
      ...calls.flatMap((call) => passedTo(functions, call).map(([, value]) => value)),
      ...Object.values(body.outputs),
    ])
    const values = new Map([
      ...inputs.map(({ value }): [string, ProgramValue] => [value.name, value]),
      ...calls
        .flatMap((call) => Object.values(call.outputs))
        .map((value): [string, ProgramValue] => [value.name, value]),
    ])
    return {
      name,
      calls,
      inputs: inputs.filter(({ value }) => read.has(value.name)),
      outputs: Object.entries(body.outputs).map(([port, value]) => {
        const found = values.get(value)
        if (!found) throw new Error(`${name} gives the value "${value}", which nothing makes.`)
        return { port, value: found }
      }),
      usesWeights: calls.some(
        (call) =>
          (Object.keys(weightsOf(call)).length > 0 && passes(call, 'weights')) ||
          calleesOf(functions, call).some(({ usesWeights }) => usesWeights),
      ),
      usesContext: calls.some(
        (call) =>
          (call.usesContext && passes(call, 'context')) ||
          calleesOf(functions, call).some(({ usesContext }) => usesContext),
      ),
      givesState: wantsState && calls.some(movesState),
      moves: new Set(wantsState ? calls.flatMap((call) => movedBy(state, functions, call)) : []),
    }
  }
  for (const one of calleesFirst(program.functions)) {
    const inputs = one.inputs.map((value) => ({ property: value.name, value }))
    functions.set(one.name, planBody(nameOf(functionNames, one.name), one, inputs, true))
  }

  const properties = inputProperties(program)
  const procedures = new Map<ProcedureName, PlannedProcedure>()
  for (const procedure of program.procedures) {
    const inputs = procedure.inputs.map((value) => ({ property: nameOf(properties, value.name), value }))
    const planned = planBody(nameOf(procedureNames, procedure.name), procedure, inputs, isObjective(procedure.name))
    procedures.set(procedure.name, { ...planned, procedure })
  }

  const used = [...functions.values(), ...procedures.values()].flatMap(({ calls }) => calls)
  const called = new Map(used.filter(isPrimitive).map((call) => [call.target, call]))
  const ops = new Map<string, PlannedOp>()
  for (const [kind, call] of [...called].sort(([one], [other]) => (one < other ? -1 : 1))) {
    const source = sourceIn(sources, call)
    const isIntrinsic = call.call === 'operation'
    const wished = (isIntrinsic ? intrinsicNames.get(kind) : undefined) ?? source.exported
    ops.set(kind, { ...source, local: names.take(wished, `${wished}Op`), isIntrinsic })
  }
  const hasState = [...procedures.values()].some(({ givesState }) => givesState)
  const bodies = [...functions.values(), ...procedures.values()]
  const chain = bodies.some((body) => movesAgain(functions, body))
    ? names.take('withMoved', 'withMovedState')
    : undefined
  return { program, names, ops, functions, procedures, state, hasState, chain }
}

function sourceIn(sources: Sources, call: PrimitiveCall): OpSource {
  switch (call.call) {
    case 'op':
      return findOp(call.target, sources)
    case 'operation':
      return { path: 'src/engine/index.ts', exported: identifier(call.target.split('/').at(-1) ?? '') }
    default:
      return call satisfies never
  }
}

/** Inputs that a procedure reads, by who is asked for them. */
export function inputsByGiver({ procedure, inputs }: PlannedProcedure): Readonly<Record<Giver['by'], PlannedInput[]>> {
  const asked: Record<Giver['by'], PlannedInput[]> = { data: [], condition: [], count: [], repetition: [], caller: [] }
  for (const input of procedure.inputs) {
    const planned = inputs.find(({ value }) => value.name === input.name)
    if (planned) asked[giverOf(procedure, input).by].push(planned)
  }
  return asked
}

/** Parameters that a call moves, or the functions that it runs. */
export const movedBy = (state: ReadonlySet<string>, functions: Functions, call: Call): readonly string[] => [
  ...(movesOwnState(state, call) ? Object.values(weightsOf(call)).filter((name) => state.has(name)) : []),
  ...calleesOf(functions, call).flatMap(({ moves }) => [...moves]),
]

/** Whether some call of a body moves what one before it has moved. */
function movesAgain(functions: Functions, { calls }: PlannedFunction): boolean {
  const moved = new Set<string>()
  return calls.some((call) =>
    calleesOf(functions, call).some(({ moves }) => {
      const again = [...moves].some((name) => moved.has(name))
      for (const name of moves) moved.add(name)
      return again
    }),
  )
}

export const isObjective = (name: ProcedureName): name is `objective/${string}` => name.startsWith('objective/')

/** The node whose objective it is. */
export const objectiveNode = (name: string): string => name.split('/')[1] ?? name

const wordOf = (part: string, place: number): string => (place === 0 ? part : capitalised(part))

type Functions = ReadonlyMap<string, PlannedFunction>

export function functionOf(functions: Functions, name: string, caller: string): PlannedFunction {
  const found = functions.get(name)
  if (!found) throw new Error(`${caller} calls the function "${name}", which the Program does not have.`)
  return found
}

export const calleesOf = (functions: Functions, call: Call): readonly PlannedFunction[] =>
  calleeNames(call).map((name) => functionOf(functions, name, call.name))

/** Inputs of a call that are read, with the values that they get; a function may leave some unread. */
export function passedTo(functions: Functions, call: Call): readonly (readonly [port: string, value: string])[] {
  switch (call.call) {
    case 'op':
    case 'operation':
      return Object.entries(call.inputs)
    case 'function':
      return functionOf(functions, call.target, call.name).inputs.flatMap(({ property }) => {
        const value = call.inputs[property]
        return value === undefined ? [] : [[property, value] as const]
      })
    default:
      return call satisfies never
  }
}

function countingCalls(calls: readonly Call[], results: readonly string[], isWanted: (call: Call) => boolean): Call[] {
  const needed = new Set(results)
  const counting: Call[] = []
  for (const call of [...calls].reverse()) {
    if (!isWanted(call) && !Object.values(call.outputs).some(({ name }) => needed.has(name))) continue
    counting.unshift(call)
    for (const name of Object.values(call.inputs)) needed.add(name)
  }
  return counting
}

function calleesFirst(functions: readonly ProgramFunction[]): ProgramFunction[] {
  const byName = new Map(functions.map((one) => [one.name, one]))
  const ordered = new Set<ProgramFunction>()
  const visit = (one: ProgramFunction, callers: readonly string[]): void => {
    if (callers.includes(one.name)) throw new Error(`The function "${one.name}" calls itself.`)
    for (const name of one.calls.flatMap(calleeNames)) {
      const callee = byName.get(name)
      if (callee) visit(callee, [...callers, one.name])
    }
    ordered.add(one)
  }
  for (const one of functions) visit(one, [])
  return [...ordered]
}

/** By value name. Columns of data go by their port, or by node and port where two nodes have the same one. */
function inputProperties(program: Program): ReadonlyMap<string, string> {
  const inputs = program.procedures.flatMap((procedure) => procedure.inputs)
  const data = new Set(inputs.filter(({ source }) => columnOf(source)).map(({ name }) => name))
  const ports = [...data].map((name) => name.slice(name.indexOf('.') + 1))
  const properties = new Map(inputs.map(({ name }) => [name, identifier(name)]))
  for (const name of data) {
    const [node = '', port = ''] = name.split('.')
    const isAlone = ports.filter((other) => other === port).length === 1 && !properties.has(port)
    properties.set(name, isAlone ? port : `${node}${capitalised(port)}`)
  }
  return properties
}

function nameOf<K extends string>(names: ReadonlyMap<K, string>, key: K): string {
  const name = names.get(key)
  if (name === undefined) throw new Error(`"${key}" has no name.`)
  return name
}
