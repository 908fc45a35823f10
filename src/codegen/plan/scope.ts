// Names of the values inside one function.
import type { Call, ProgramValue } from '../../compiler/program/program.ts'
import { isPrimitive } from '../../compiler/program/read-call.ts'
import { capitalised } from './literals.ts'
import { identifier, Names } from './names.ts'
import type { Plan } from './plan.ts'

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

/** A result that is the only one goes by its call, one of several by its port. */
export function takeResult(scope: Scope, call: Call, port: string, { name }: ProgramValue): string {
  const [stem = '', parent = ''] = call.name.split('/').map(identifier).reverse()
  const given = name.includes('.') ? [] : [name]
  const byCall = [stem, ...(parent ? [`${parent}${capitalised(stem)}`] : [])]
  const byPort = unspeaking.has(port) ? [] : [port]
  const byBoth = `${stem}${port === 'y' ? 'Output' : capitalised(port)}`
  const isAlone = isPrimitive(call) && Object.keys(call.outputs).length === 1
  const local = scope.names.take(...given, ...(isAlone ? byCall : []), ...byPort, byBoth)
  scope.locals.set(name, local)
  return local
}

/** Ports whose names say nothing of what they give. */
const unspeaking: ReadonlySet<string> = new Set(['y', 'p'])

export function localOf({ locals }: Scope, value: string): string {
  const local = locals.get(value)
  if (local === undefined) throw new Error(`The value "${value}" is read before anything gives it.`)
  return local
}
