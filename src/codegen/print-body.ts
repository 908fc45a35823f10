// Prints the body of a function: one line for each call, then what it returns.
import type { Call, ProgramValue } from '../compiler/program.ts'
import { capitalised, isEmpty, printJson, printMember, printMembers, printString, printWords } from './literals.ts'
import { Names } from './names.ts'
import type { Page } from './page.ts'
import { functionOf, type Plan, type PlannedFunction, type PlannedOp } from './plan.ts'
import { describeValue } from './print-signal.ts'

/** Names of the values inside one function. */
export interface Scope {
  readonly names: Names
  readonly locals: Map<string, string>
}

export const openScope = (plan: Plan): Scope => ({ names: new Names(plan.names), locals: new Map() })

/** Gives an input its name inside the function: that of its property, where it can be one. */
export function takeInput(scope: Scope, property: string, value: ProgramValue): string {
  const local = scope.names.take(property, `${property}Input`)
  scope.locals.set(value.name, local)
  return local
}

/** @param owner the node of lines that belong to no call. */
export function printBody(page: Page, plan: Plan, planned: PlannedFunction, scope: Scope, owner: string | null): void {
  const { calls, outputs, givesState } = planned
  const read = new Set([
    ...calls.flatMap((call) =>
      call.call === 'op' ? Object.values(call.inputs) : passedTo(plan, call).map(([, v]) => v),
    ),
    ...outputs.map(({ value }) => value.name),
  ])
  const states: string[] = []
  for (const call of calls) {
    const results = Object.entries(call.outputs).filter(([, value]) => read.has(value.name))
    const members = results.map(([port, value]) => printProperty(port, takeResult(scope, call, port, value)))
    if (givesState && movesState(plan, call)) {
      const local = scope.names.take(`${call.name.split('/').at(-1) ?? 'layer'}State`)
      members.push(`state: ${local}`)
      states.push(call.call === 'function' ? `...${local}` : `${printString(call.name)}: ${local}`)
    }
    printStatement(
      page,
      call,
      `const ${printMembers(members)} = ${printCall(plan, call, scope)}`,
      describeResults(results),
    )
  }
  const returned = outputs.map(({ port, value }) => printProperty(port, localOf(scope, value.name)))
  if (givesState) returned.push(`state: ${printMembers(states)}`)
  page.add(`  return ${printMembers(returned)}`, owner)
}

/** The comment stands at the end of the line, or above where it does not fit. */
function printStatement(page: Page, { node }: Call, statement: string, comment: string): void {
  const line = `  ${statement}${comment ? ` // ${comment}` : ''}`
  if (line.length <= 120) page.add(line, node)
  else page.add(`${comment ? `  // ${comment}\n` : ''}  ${statement}`, node)
}

/** The shapes; with names where there are several. */
function describeResults(results: readonly (readonly [port: string, value: ProgramValue])[]): string {
  const shapes = results.map(([port, { signal }]) => {
    const shape = signal.signal === 'objective' ? '' : describeValue(signal)
    return results.length === 1 ? shape : `${port} ${shape}`
  })
  return printWords(shapes.join(', '))
}

/** `a` or `a: b` */
export const printProperty = (property: string, local: string): string =>
  property === local ? property : `${property}: ${local}`

/** An op that is given tensors of state moves them; a function does if one of its calls does. */
function movesState(plan: Plan, call: Call): boolean {
  if (call.call === 'function') return functionOf(plan.functions, call).givesState
  return Object.values(call.weights).some((parameter) => plan.state.has(parameter))
}

/** A result that is the only one goes by its call, one of several by its port. */
function takeResult(scope: Scope, call: Call, port: string, { name }: ProgramValue): string {
  const [stem = '', parent = ''] = call.name.split('/').map(identifier).reverse()
  const given = name.includes('.') ? [] : [name]
  const byCall = [stem, ...(parent ? [`${parent}${capitalised(stem)}`] : [])]
  const byPort = unspeaking.has(port) ? [] : [port]
  const byBoth = `${stem}${port === 'y' ? 'Output' : capitalised(port)}`
  const isAlone = call.call === 'op' && Object.keys(call.outputs).length === 1
  const local = scope.names.take(...given, ...(isAlone ? byCall : []), ...byPort, byBoth)
  scope.locals.set(name, local)
  return local
}

/** `digits.x.flow` gives `digitsXFlow`. */
const identifier = (text: string): string =>
  text.replace(/[^A-Za-z0-9]+(.?)/g, (_, next: string) => next.toUpperCase()).replace(/^(?=\d|$)/, 'value')

/** Ports whose names say nothing of what they give. */
const unspeaking: ReadonlySet<string> = new Set(['y', 'p'])

function printCall(plan: Plan, call: Call, scope: Scope): string {
  if (call.call === 'op') return printOpCall(opOf(plan, call), call, scope)
  const callee = functionOf(plan.functions, call)
  const inputs = passedTo(plan, call).map(([port, value]) => printProperty(port, localOf(scope, value)))
  const given = [
    ...(callee.inputs.length ? [printMembers(inputs)] : []),
    ...(callee.usesWeights ? ['weights'] : []),
    ...(callee.usesContext ? ['context'] : []),
  ]
  return `${callee.name}(${given.join(', ')})`
}

function printOpCall(op: PlannedOp, call: Call, scope: Scope): string {
  const inputs = Object.entries(call.inputs).map(([port, value]) => printProperty(port, localOf(scope, value)))
  const given = [
    printMembers(inputs),
    printWeights(call),
    isEmpty(call.params) ? '{}' : printJson(call.params, '  '),
    `context.at(${printString(call.name)})`,
  ]
  if (typeof op.arity === 'number') return `${op.local}(${given.slice(0, op.arity).join(', ')})`
  const direction = call.direction ?? 'forward'
  return `${op.local}.${direction}(${given.slice(0, op.arity[direction]).join(', ')})`
}

/** The weights of a call lie together under its name; borrowed ones are listed. */
function printWeights({ name, weights }: Call): string {
  const entries = Object.entries(weights)
  if (entries.length === 0) return '{}'
  if (entries.every(([weight, parameter]) => parameter === `${name}/${weight}`)) return printMember('weights', name)
  return printMembers(
    entries.map(([weight, parameter]) => {
      const { group, key } = splitParameter(parameter)
      return `${weight}: ${printMember(printMember('weights', group), key)}`
    }),
  )
}

/** `encoder/hidden1/kernel` is the `kernel` of `encoder/hidden1`. */
export function splitParameter(name: string): { readonly group: string; readonly key: string } {
  const end = name.lastIndexOf('/')
  return { group: name.slice(0, end), key: name.slice(end + 1) }
}

function passedTo(plan: Plan, call: Call): (readonly [port: string, value: string])[] {
  return functionOf(plan.functions, call).inputs.flatMap(({ property }) => {
    const value = call.inputs[property]
    return value === undefined ? [] : [[property, value] as const]
  })
}

function opOf({ ops }: Plan, { name, target }: Call): PlannedOp {
  const op = ops.get(target)
  if (!op) throw new Error(`${name} calls the op "${target}", which was not planned.`)
  return op
}

function localOf({ locals }: Scope, value: string): string {
  const local = locals.get(value)
  if (local === undefined) throw new Error(`The value "${value}" is read before anything gives it.`)
  return local
}
