// Prints the body of a function: one line for each call, then what it returns.
import type { Call, ProgramValue } from '../../compiler/program/program.ts'
import { isPrimitive, movesOwnState } from '../../compiler/program/read-call.ts'
import { printMembers, printProperty, printString, printWords } from '../plan/literals.ts'
import { identifier } from '../plan/names.ts'
import type { Page } from '../plan/page.ts'
import { calleesOf, movedBy, type Plan, type PlannedFunction, passedTo } from '../plan/plan.ts'
import { localOf, type Scope, takeResult } from '../plan/scope.ts'
import { type MovedState, printChained } from './chained-state.ts'
import { printCall } from './print-call.ts'
import { describeValue } from './print-signal.ts'

/** @param owner the node of lines that belong to no call. */
export function printBody(page: Page, plan: Plan, planned: PlannedFunction, scope: Scope, owner: string | null): void {
  const { calls, outputs, givesState } = planned
  const read = new Set([
    ...calls.flatMap((call) => passedTo(plan.functions, call).map(([, value]) => value)),
    ...outputs.map(({ value }) => value.name),
  ])
  const states: MovedState[] = []
  for (const call of calls) {
    const results = Object.entries(call.outputs).filter(([, value]) => read.has(value.name))
    const members = results.map(([port, value]) => printProperty(port, takeResult(scope, call, port, value)))
    const moved: MovedState[] = []
    let collected: string | undefined
    if (givesState && movesState(plan, call)) {
      const local = scope.names.take(`${identifier(call.name.split('/').at(-1) ?? '')}State`)
      members.push(`state: ${local}`)
      const member = isPrimitive(call) ? `${printString(call.name)}: ${local}` : `...${local}`
      moved.push({ member, moves: new Set(movedBy(plan.state, plan.functions, call)) })
    }
    if (givesState && isPrimitive(call) && calleesMoveState(plan, call)) {
      collected = scope.names.take(`${identifier(call.name.split('/').at(-1) ?? '')}States`)
      // The op may run it more than once.
      states.push({ member: `...${collected}`, moves: new Set(movedBy(plan.state, plan.functions, call)) })
      page.add(`  const ${collected}: Record<string, StateUpdate | undefined> = {}`, call.node)
    }
    const printed = printCall(plan, call, scope, { weights: printChained(plan, call, states), collected })
    states.push(...moved)
    printStatement(
      page,
      call,
      `  const ${printMembers(members)} = ${printed.callee}`,
      printed.given,
      describeResults(results),
    )
  }
  const returned = outputs.map(({ port, value }) => printProperty(port, localOf(scope, value.name)))
  if (givesState) returned.push(`state: ${printMembers(states.map(({ member }) => member))}`)
  page.add(`  return ${printMembers(returned)}`, owner)
}

const lineWidth = 120

/** On one line where it fits, the comment at its end or above; else one argument a line. */
function printStatement(page: Page, { node }: Call, start: string, given: readonly string[], comment: string): void {
  const line = `${start}(${given.join(', ')})`
  const commented = comment ? `${line} // ${comment}` : line
  if (commented.length <= lineWidth) {
    page.add(commented, node)
    return
  }
  if (comment) page.add(`  // ${comment}`, node)
  if (line.length <= lineWidth) {
    page.add(line, node)
    return
  }
  page.add(`${start}(`, node)
  for (const argument of given) page.add(`    ${argument.replaceAll('\n', '\n  ')},`, node)
  page.add('  )', node)
}

/** The shapes; with names where there are several. */
function describeResults(results: readonly (readonly [port: string, value: ProgramValue])[]): string {
  const shapes = results.map(([port, { signal }]) => {
    const shape = signal.signal === 'objective' ? '' : describeValue(signal)
    return results.length === 1 ? shape : `${port} ${shape}`
  })
  return printWords(shapes.join(', '))
}

const movesState = (plan: Plan, call: Call): boolean =>
  isPrimitive(call) ? movesOwnState(plan.state, call) : calleesMoveState(plan, call)

const calleesMoveState = (plan: Plan, call: Call): boolean =>
  calleesOf(plan.functions, call).some(({ givesState }) => givesState)
