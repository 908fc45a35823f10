// Prints the model's file, in the language of a printer: the weights, a function for each network, one for each procedure.
import type { CallStep, DraftFunction, LoopStep, OpStep, Step } from '../simplify/draft.ts'
import { readsOf } from '../simplify/draft.ts'
import { identifier } from './names.ts'
import { Page, type ProjectFile } from './page.ts'
import {
  applicationsIn,
  functionOf,
  givesState,
  isObjective,
  objectiveNode,
  type Plan,
  type PlannedFunction,
  type PlannedProcedure,
} from './plan.ts'
import type { Expression, Given, MovedState, Printer, Result, Row } from './printer.ts'
import { innerScope, localOf, openScope, type Scope, takeInput, takeResult } from './scope.ts'

export function printModel(plan: Plan, printer: Printer): ProjectFile {
  const page = new Page()
  for (const { text, node } of printer.opening(plan)) page.add(text, node ?? null)
  for (const { draft, planned } of plan.networks)
    printFunction(page, plan, printer, planned, [draft.title], ownerOf(draft))
  for (const planned of plan.procedures.values()) {
    const { name } = planned.procedure
    printFunction(page, plan, printer, planned, summaryOf(planned), isObjective(name) ? objectiveNode(name) : null)
  }
  return page.toFile(printer.path)
}

const ownerOf = ({ isPath, node }: DraftFunction): string | null => (isPath ? null : node)

/** What it computes, and the meaning of the caller's inputs. */
function summaryOf({ procedure, inputs }: PlannedProcedure): readonly string[] {
  const used = new Set(inputs.map(({ value }) => value.name))
  const meanings = procedure.inputs.flatMap(({ name, source }) =>
    source.from === 'caller' && used.has(name) ? [`${name}: ${source.meaning}`] : [],
  )
  return [procedure.summary, ...meanings]
}

function printFunction(
  page: Page,
  plan: Plan,
  printer: Printer,
  planned: PlannedFunction,
  summary: readonly string[],
  owner: string | null,
): void {
  const scope = openScope(plan.names)
  const settings = new Map(
    Object.keys(planned.params).map((name) => [name, scope.names.take(name, `${name}Setting`)] as const),
  )
  const locals = planned.inputs.map(({ property, value }) => takeInput(scope, property, value))
  page.add('')
  page.add(printer.functionStart({ ...planned, summary, locals, settings }), owner)
  const body = new BodyPrinter({ page, plan, printer, planned, settings })
  for (const step of planned.steps) body.step(step, scope, undefined, 1)
  page.add(printer.result(...body.result(scope)), owner)
  page.add(printer.functionEnd(), owner)
}

interface PrintedBody {
  readonly page: Page
  readonly plan: Plan
  readonly printer: Printer
  readonly planned: PlannedFunction
  readonly settings: ReadonlyMap<string, string>
}

/** Prints the steps of one function. */
class BodyPrinter {
  private readonly read: ReadonlySet<string>
  private readonly moved: MovedState[] = []
  /** Where loops gather state, once there is such a loop. */
  private gathered: string | undefined

  private readonly page: Page
  private readonly plan: Plan
  private readonly printer: Printer
  private readonly planned: PlannedFunction
  private readonly settings: ReadonlyMap<string, string>

  constructor({ page, plan, printer, planned, settings }: PrintedBody) {
    this.page = page
    this.plan = plan
    this.printer = printer
    this.planned = planned
    this.settings = settings
    const inner = planned.steps.flatMap((step) => (step.step === 'loop' ? [step, ...step.body] : [step]))
    const next = inner.flatMap((step) => (step.step === 'loop' ? [step.carried.next] : []))
    this.read = new Set([...inner.flatMap(readsOf), ...next, ...planned.outputs.map(({ value }) => value.name)])
  }

  step(step: Step, scope: Scope, row: Row | undefined, depth: number): void {
    if (step.step === 'loop') this.loop(step, scope, depth)
    else this.call(step, scope, row, depth)
  }

  result(scope: Scope): Parameters<Printer['result']> {
    const results = this.planned.outputs.map(({ port, value }) => ({ port, local: localOf(scope, value.name) }))
    return [results, this.planned.givesState ? { gathered: this.gathered, moved: this.moved } : undefined]
  }

  private loop(step: LoopStep, scope: Scope, depth: number): void {
    const table = this.plan.tables.find(({ loops }) => loops.has(step))
    if (!table) throw new Error('A loop has no table.')
    const { inside, initial, next, result } = step.carried
    if (this.planned.givesState && givesState(this.plan.functions, step) && this.gathered === undefined) {
      this.gathered = scope.names.take('moved')
      this.page.add(this.printer.stateStart(this.gathered, depth))
    }
    const local = scope.names.take(this.printer.roundName(inside))
    const inner = innerScope(scope)
    inner.locals.set(inside.name, local)
    const row = { local: inner.names.take(table.columns.length > 1 ? 'step' : 'name'), table }
    const node = firstNode(step)
    this.page.add(this.printer.loopStart(step, row, { local, initial: localOf(scope, initial) }, depth), node)
    for (const one of step.body) this.step(one, inner, row, depth + 1)
    this.page.add(this.printer.loopEnd({ local, next: localOf(inner, next) }, depth), node)
    scope.locals.set(result.name, local)
  }

  private call(step: CallStep, scope: Scope, row: Row | undefined, depth: number): void {
    const { functions } = this.plan
    const results = Object.entries(step.outputs).filter(([, value]) => this.read.has(value.name))
    const stem = identifier(step.step === 'function' ? step.at.path || step.target : step.place.path)
    const within = { plan: this.plan, row, settings: this.settings }
    const wantsState = this.planned.givesState && givesState(functions, step)
    const inputs = this.inputsOf(step, scope)
    let state: string | undefined
    let expression: Expression
    switch (step.step) {
      case 'op': {
        const gathered = wantsState && applicationsIn(step).length > 0 ? scope.names.take(`${stem}Gathered`) : undefined
        if (gathered !== undefined) this.page.add(this.printer.stateStart(gathered, depth), step.node)
        expression = this.printer.op(step, this.opOf(step), inputs, within, this.functionsOf(step, gathered))
        for (const { target, at } of gathered === undefined ? [] : applicationsIn(step)) {
          if (functionOf(functions, target).givesState)
            this.moved.push({ at: at.path ? at : undefined, local: gathered ?? '' })
        }
        if (wantsState && step.movesState) state = scope.names.take(`${step.place.column ?? stem}State`)
        break
      }
      case 'operation':
        expression = this.printer.operation(step, inputs, within)
        break
      case 'function': {
        const callee = functionOf(functions, step.target)
        expression = this.printer.call(step, callee, inputs, within, this.handedOn(step.at.path))
        if (wantsState) state = scope.names.take(`${step.at.column ?? stem}State`)
        break
      }
      default:
        step satisfies never
        return
    }
    if (expression.isMember) {
      for (const [, value] of results) scope.locals.set(value.name, expression.callee)
      return
    }
    const named = results.map(([port, value]): Result => ({ port, value, local: takeResult(scope, step, port, value) }))
    this.page.add(this.printer.assignment({ results: named, state, expression, depth }), step.node)
    if (state === undefined) return
    const place = step.step === 'function' ? step.at : step.place
    const moved = { at: place.column !== undefined || place.path ? place : undefined, local: state }
    if (row && this.gathered !== undefined)
      this.page.add(this.printer.stateMoved(this.gathered, moved, within, depth), step.node)
    else this.moved.push(moved)
  }

  private inputsOf(step: CallStep, scope: Scope): readonly Given[] {
    const given = Object.entries(step.inputs)
    if (step.step !== 'function') return given.map(([port, value]) => ({ port, local: localOf(scope, value) }))
    return functionOf(this.plan.functions, step.target).inputs.flatMap(({ property, value }) => {
      const [, found] = given.find(([port]) => port === value.name) ?? []
      return found === undefined ? [] : [{ port: property, local: localOf(scope, found) }]
    })
  }

  private functionsOf(step: OpStep, gathered: string | undefined) {
    return Object.entries(step.functions).map(([name, application]) => ({
      ...application,
      name,
      callee: functionOf(this.plan.functions, application.target),
      gathered,
      handedOn: this.handedOn(application.at.path),
    }))
  }

  /** State that earlier steps have updated at a place, from which a later one continues. */
  private handedOn(place: string): readonly string[] {
    return this.moved.flatMap(({ at, local }) => ((at?.path ?? '') === place ? [local] : []))
  }

  private opOf({ target, place }: OpStep) {
    const op = this.plan.ops.get(target)
    if (!op) throw new Error(`${place.path} calls the op "${target}", which was not planned.`)
    return op
  }
}

function firstNode({ body }: LoopStep): string | null {
  const [first] = body
  return first && first.step !== 'loop' ? first.node : null
}
