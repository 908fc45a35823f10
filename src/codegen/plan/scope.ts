// Names of the values inside one function.
import type { ProgramValue } from '../../compiler/program/program.ts'
import type { CallStep } from '../simplify/draft.ts'
import { capitalised, identifier, type Names } from './names.ts'

export interface Scope {
  readonly names: Names
  readonly locals: Map<string, string>
}

export const openScope = (names: Names): Scope => ({ names: names.inner(), locals: new Map() })

/** The scope of a loop: it can read the names around it. */
export const innerScope = ({ names, locals }: Scope): Scope => ({ names: names.inner(), locals: new Map(locals) })

/** Gives an input its name inside the function: that of its property, if that is a valid name. */
export function takeInput(scope: Scope, property: string, value: ProgramValue): string {
  const local = scope.names.take(property, `${property}Input`)
  scope.locals.set(value.name, local)
  return local
}

/** A single result is named after what computes it, one of several after its port. */
export function takeResult(scope: Scope, step: CallStep, port: string, { name, signal }: ProgramValue): string {
  const [stem = '', parent = ''] = stemsOf(step, name)
  const given = name.includes('.') ? [] : [name]
  const byMaker = [stem, ...(parent ? [`${parent}${capitalised(stem)}`] : [])]
  const isOneOfSeveral = Object.keys(step.outputs).length > 1
  const byPort = unspeaking.has(port) && !(isWhole(step) && isOneOfSeveral) ? [] : [port]
  const byBoth = `${stem}${port === 'y' || port === 'x' ? 'Output' : capitalised(port)}`
  const local = scope.names.take(
    ...given,
    ...(signal.signal === 'objective' ? ['loss'] : []),
    ...wishedOf(step),
    ...(!isOneOfSeveral && !isWhole(step) ? byMaker : []),
    ...byPort,
    ...(stem === port ? ['result'] : []),
    byBoth,
  )
  scope.locals.set(name, local)
  return local
}

/** A call of a function of the whole model, whose results have their own names. */
const isWhole = (step: CallStep): boolean =>
  step.step === 'function' && step.at.path === '' && step.at.column === undefined

/** Names that say more than what computes a value. */
function wishedOf(step: CallStep): readonly string[] {
  if (step.step === 'operation') return step.target === 'math/start-flow' ? ['flow'] : []
  const { column } = step.step === 'function' ? step.at : step.place
  return column === undefined ? [] : [column, 'next']
}

/** What computes a value, and what that is part of: words of the value's name, or of the row's inside a loop. */
function stemsOf(step: CallStep, value: string): readonly string[] {
  const { column } = step.step === 'function' ? step.at : step.place
  if (column !== undefined) return [column]
  const [maker = '', port = '', ...rest] = value.split('.')
  const words = maker.split('/').map((word) => identifier(word.replace(/Inverse$/, '')))
  if (rest.length > 0) return [identifier(value)]
  const isSpeaking = port !== '' && port.length > 1 && !Object.hasOwn(step.outputs, port)
  return [...words, ...(isSpeaking ? [identifier(port)] : [])].reverse()
}

/** Ports whose names do not describe their values. */
const unspeaking: ReadonlySet<string> = new Set(['x', 'y', 'p'])

export function localOf({ locals }: Scope, value: string): string {
  const local = locals.get(value)
  if (local === undefined) throw new Error(`The value "${value}" is read before anything computes it.`)
  return local
}
