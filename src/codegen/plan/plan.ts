// What a printer must know before the first line: every function's name, inputs and outputs, and the tables of loops.
import {
  columnOf,
  type Giver,
  giverOf,
  type Procedure,
  type ProcedureName,
  type Program,
  type ProgramValue,
} from '../../compiler/program/program.ts'
import type { Json } from '../../graph/json.ts'
import { procedureTarget } from '../simplify/called-procedures.ts'
import type { Application, Draft, DraftBody, DraftFunction, OpStep, Step } from '../simplify/draft.ts'
import { isObjective as isObjectiveDraft, readsOf, targetsOf, writesOf } from '../simplify/draft.ts'
import { type Hyperparameters, planHyperparameters } from './hyperparameters.ts'
import { capitalised, identifier, Names } from './names.ts'
import { findOp, type OpSource, type Sources } from './op-source.ts'
import { type PlannedTable, planTables } from './tables.ts'

export interface PlannedOp extends OpSource {
  /** Its name in the model's file. */
  readonly local: string
}

export interface PlannedInput {
  /** The name that callers pass it by. */
  readonly property: string
  readonly value: ProgramValue
}

export interface PlannedFunction {
  /** Its printed name. */
  readonly name: string
  readonly steps: readonly Step[]
  /** The place of its weights, or of one node's weights if several nodes share it; empty for the whole model. */
  readonly own: string
  /** Inputs that its steps or outputs read. */
  readonly inputs: readonly PlannedInput[]
  /** Its settings, each with the values that calls pass. */
  readonly params: Readonly<Record<string, readonly Json[]>>
  readonly outputs: readonly { readonly port: string; readonly value: ProgramValue }[]
  readonly usesWeights: boolean
  readonly usesContext: boolean
  /** It returns new values of state besides its outputs. */
  readonly givesState: boolean
}

export interface PlannedProcedure extends PlannedFunction {
  readonly procedure: Procedure
}

export interface Plan {
  readonly program: Program
  readonly names: Names
  /** By kind. */
  readonly ops: ReadonlyMap<string, PlannedOp>
  /** By the name that steps call them by; includes procedures. */
  readonly functions: ReadonlyMap<string, PlannedFunction>
  /** In the order in which they are printed. */
  readonly networks: readonly { readonly draft: DraftFunction; readonly planned: PlannedFunction }[]
  readonly procedures: ReadonlyMap<ProcedureName, PlannedProcedure>
  readonly tables: readonly PlannedTable[]
  readonly hyperparameters: Hyperparameters
  /** Some objective updates state. */
  readonly hasState: boolean
  /** Some call continues from state that an earlier call of the same step has updated. */
  readonly handsStateOn: boolean
}

/**
 * @param reserved words with a meaning in the printed language.
 * @throws {Error} if the Program is inconsistent, or the source of an op is missing.
 */
export function planModel(draft: Draft, sources: Sources, reserved: ReadonlySet<string>): Plan {
  const { program } = draft
  const names = new Names(reserved)
  const objectives = draft.procedures.filter(isObjectiveDraft)
  const procedureNames = draft.procedures.map(({ procedure: { name } }) => {
    if (!isObjective(name)) return names.take(name)
    return names.take(objectives.length === 1 ? 'objective' : name.split('/').map(wordOf).join(''))
  })
  const functionNames = draft.functions.map(({ name }) => names.take(identifier(name), `${identifier(name)}Network`))
  const planner = new Planner(draft, procedureNames, functionNames)
  const networks = draft.functions.map((one) => ({ draft: one, planned: planner.planned(one.name, one.name) }))
  const procedures = new Map(
    draft.procedures.map(({ procedure }): [ProcedureName, PlannedProcedure] => [
      procedure.name,
      { ...planner.planned(procedureTarget(procedure.name), procedure.name), procedure },
    ]),
  )
  const bodies = [...networks.map(({ planned }) => planned), ...procedures.values()]
  const opSteps = bodies.flatMap(({ steps }) => steps.flatMap(opsIn))
  const kinds = [...new Set(opSteps.map(({ target }) => target))].sort()
  const ops = new Map(
    kinds.map((kind): [string, PlannedOp] => {
      const source = findOp(kind, sources)
      return [kind, { ...source, local: names.take(source.exported, `${source.exported}Op`) }]
    }),
  )
  return {
    program,
    names,
    ops,
    functions: planner.done,
    networks,
    procedures,
    tables: planTables(bodies, names),
    hyperparameters: planHyperparameters(program, opSteps, names),
    hasState: bodies.some(({ givesState }) => givesState),
    handsStateOn: bodies.some((body) => movesAgain(planner.done, body)),
  }
}

/** Plans functions as they are called. */
class Planner {
  readonly done = new Map<string, PlannedFunction>()
  private readonly open = new Set<string>()
  private readonly bodies: ReadonlyMap<string, Body>

  constructor(draft: Draft, procedureNames: readonly string[], functionNames: readonly string[]) {
    const properties = inputProperties(draft.program)
    const functions = draft.functions.map((one, place): [string, Body] => [
      one.name,
      {
        ...one,
        name: functionNames[place] ?? one.name,
        inputs: one.inputs.map((value) => ({ property: value.name, value })),
        wantsState: true,
      },
    ])
    const procedures = draft.procedures.map((one, place): [string, Body] => [
      procedureTarget(one.procedure.name),
      {
        ...one,
        name: procedureNames[place] ?? one.procedure.name,
        own: '',
        params: {},
        inputs: one.procedure.inputs.map((value) => ({ property: properties.get(value.name) ?? value.name, value })),
        wantsState: isObjectiveDraft(one),
      },
    ])
    this.bodies = new Map([...functions, ...procedures])
  }

  planned(target: string, caller: string): PlannedFunction {
    const known = this.done.get(target)
    if (known) return known
    const body = this.bodies.get(target)
    if (!body) throw new Error(`${caller} calls the function "${target}", which the Program does not have.`)
    if (this.open.has(target)) throw new Error(`The function "${target}" calls itself.`)
    this.open.add(target)
    for (const name of body.steps.flatMap(targetsOf)) this.planned(name, body.name)
    const planned = planBody(this.done, body)
    this.done.set(target, planned)
    return planned
  }
}

interface Body extends DraftBody, Pick<PlannedFunction, 'name' | 'own' | 'params' | 'inputs'> {
  readonly wantsState: boolean
}

function planBody(functions: Functions, body: Body): PlannedFunction {
  const { name, own, params, steps, wantsState } = body
  const inner = steps.flatMap(withInner)
  const read = new Set([...steps.flatMap(readsOf), ...Object.values(body.outputs)])
  const values = new Map(
    [...body.inputs.map(({ value }) => value), ...steps.flatMap(writesOf)].map((value) => [value.name, value]),
  )
  return {
    name,
    own,
    params,
    steps,
    inputs: body.inputs.filter(({ value }) => read.has(value.name)),
    outputs: Object.entries(body.outputs).map(([port, value]) => {
      const found = values.get(value)
      if (!found) throw new Error(`${name} returns the value "${value}", which no step computes.`)
      return { port, value: found }
    }),
    usesWeights: inner.some(
      (step) => hasWeights(step) || calleesOf(functions, step).some(({ usesWeights }) => usesWeights),
    ),
    usesContext: inner.some(
      (step) => takesContext(step) || calleesOf(functions, step).some(({ usesContext }) => usesContext),
    ),
    givesState: wantsState && inner.some((step) => givesState(functions, step)),
  }
}

/** A step and the steps inside it. */
const withInner = (step: Step): readonly Step[] => (step.step === 'loop' ? step.body.flatMap(withInner) : [step])

const hasWeights = (step: Step): boolean => step.step === 'op' && Object.keys(step.weights ?? {}).length > 0

const takesContext = (step: Step): boolean => (step.step === 'op' || step.step === 'operation') && step.usesContext

/** Whether a step has new state, in a function that passes it on. */
export function givesState(functions: Functions, step: Step): boolean {
  if (step.step === 'loop') return step.body.some((inner) => givesState(functions, inner))
  return (step.step === 'op' && step.movesState) || calleesOf(functions, step).some((callee) => callee.givesState)
}

const opsIn = (step: Step): readonly OpStep[] =>
  withInner(step).flatMap((inner) => (inner.step === 'op' ? [inner] : []))

/** Inputs that a procedure reads, by their source. */
export function inputsByGiver({ procedure, inputs }: PlannedProcedure): Readonly<Record<Giver['by'], PlannedInput[]>> {
  const asked: Record<Giver['by'], PlannedInput[]> = { data: [], condition: [], count: [], repetition: [], caller: [] }
  for (const input of procedure.inputs) {
    const planned = inputs.find(({ value }) => value.name === input.name)
    if (planned) asked[giverOf(procedure, input).by].push(planned)
  }
  return asked
}

/** Functions that a step runs, with the places of their weights. */
export function applicationsIn(step: Step): readonly Application[] {
  if (step.step === 'function') return [step]
  return step.step === 'op' ? Object.values(step.functions) : []
}

/** Whether some step of a body updates state that an earlier one has updated. */
function movesAgain(functions: Functions, { steps }: PlannedFunction): boolean {
  const moved = steps
    .flatMap(applicationsIn)
    .filter(({ target }) => functions.get(target)?.givesState)
    .map(({ target, at }) => at.path || target)
  return new Set(moved).size < moved.length
}

export const isObjective = (name: ProcedureName): name is `objective/${string}` => name.startsWith('objective/')

/** The node whose objective it is. */
export const objectiveNode = (name: string): string => name.split('/')[1] ?? name

const wordOf = (part: string, place: number): string => (place === 0 ? part : capitalised(part))

type Functions = ReadonlyMap<string, PlannedFunction>

export function functionOf(functions: Functions, target: string): PlannedFunction {
  const found = functions.get(target)
  if (!found) throw new Error(`There is no function "${target}".`)
  return found
}

const calleesOf = (functions: Functions, step: Step): readonly PlannedFunction[] =>
  applicationsIn(step).map(({ target }) => functionOf(functions, target))

/** By value name. Columns of data are named after their port, or after node and port if two nodes have the same one. */
function inputProperties(program: Program): ReadonlyMap<string, string> {
  const inputs = program.procedures.flatMap((procedure) => procedure.inputs)
  const data = new Set(inputs.filter(({ source }) => columnOf(source)).map(({ name }) => name))
  const ports = [...data].map((name) => name.slice(name.indexOf('.') + 1))
  const properties = new Map(inputs.map(({ name }) => [name, identifier(name)]))
  for (const name of data) {
    const [node = '', port = ''] = name.split('.')
    const isAlone = ports.filter((other) => other === port).length === 1 && !properties.has(port)
    properties.set(name, isAlone ? port : `${identifier(node)}${capitalised(port)}`)
  }
  return properties
}
