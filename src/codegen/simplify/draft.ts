// A Program on its way to print: the same calls, but functions are told where their weights lie, so that several nodes can have
// one, and equal steps in a row are a loop.
import type { Operation, Procedure, Program, ProgramValue, ValueName } from '../../compiler/program/program.ts'
import type { Json } from '../../graph/json.ts'

/**
 * A place in the tree of weights, such as `hidden1` or, for a weight, `hidden1/kernel`; what is drawn is named after it, too.
 * It lies below the place of the function, which for procedures is the whole model, or below what a row of a loop says.
 */
export interface Place {
  readonly column?: string
  readonly path: string
}

/** A value, or the name of what the function or the row of a loop says it is. */
export type Setting = { readonly value: Json } | { readonly given: string }

export type Settings = Readonly<Record<string, Setting>>

interface StepBase {
  readonly node: string
  readonly inputs: Readonly<Record<string, ValueName>>
  readonly outputs: Readonly<Record<string, ProgramValue>>
  readonly usesContext: boolean
}

export interface OpStep extends StepBase {
  readonly step: 'op'
  readonly target: string
  readonly place: Place
  /** By the name that the op knows them by; `undefined` for an op that takes none. */
  readonly weights: Readonly<Record<string, Place>> | undefined
  readonly params: Settings
  /** Functions that the op is given beside its inputs, by the name it knows them by. */
  readonly functions: Readonly<Record<string, Application>>
  /** Of a transform's op. */
  readonly direction: 'forward' | 'inverse' | undefined
  /** It gives new values of some of its weights. */
  readonly movesState: boolean
}

/** One of the compiler's own operations. */
export interface OperationStep extends StepBase {
  readonly step: 'operation'
  readonly target: Operation
  readonly place: Place
  readonly params: Settings
}

export interface Application {
  readonly target: string
  /** Where the function's weights lie. */
  readonly at: Place
  /** Sets its draws apart from those of other applications; may be empty. */
  readonly application: string
}

export interface FunctionStep extends StepBase, Application {
  readonly step: 'function'
  /** What the function asks for. */
  readonly params: Settings
}

/** A value that goes round in a loop. */
export interface Carried {
  /** What the body reads. */
  readonly inside: ProgramValue
  readonly initial: ValueName
  /** What the body gives. */
  readonly next: ValueName
  /** What is read behind the loop. */
  readonly result: ProgramValue
}

/** What differs from row to row. */
export type Column =
  | { readonly name: string; readonly places: readonly string[] }
  | { readonly name: string; readonly values: readonly Json[] }

export interface LoopStep {
  readonly step: 'loop'
  readonly columns: readonly Column[]
  readonly body: readonly Step[]
  readonly carried: Carried
}

export type CallStep = OpStep | OperationStep | FunctionStep
export type Step = CallStep | LoopStep

export interface DraftBody {
  readonly steps: readonly Step[]
  readonly outputs: Readonly<Record<string, ValueName>>
}

export interface DraftFunction extends DraftBody {
  readonly name: string
  readonly node: string
  readonly title: string
  readonly inputs: readonly ProgramValue[]
  /** The place of its weights, of one of several where nodes share it; empty for the whole model. */
  readonly own: string
  /** Names of settings that it is given, each with the values that it gets somewhere. */
  readonly params: Readonly<Record<string, readonly Json[]>>
  /** Lies on the way of several procedures, rather than stand for nodes. */
  readonly isPath?: true
}

export interface DraftProcedure extends DraftBody {
  readonly procedure: Procedure
}

export interface Draft {
  readonly program: Program
  readonly functions: readonly DraftFunction[]
  readonly procedures: readonly DraftProcedure[]
}

export const isObjective = ({ procedure }: DraftProcedure): boolean => procedure.name.startsWith('objective/')

/** Values that a step reads, in a fixed order. */
export function readsOf(step: Step): readonly ValueName[] {
  if (step.step !== 'loop') return sortedEntries(step.inputs).map(([, value]) => value)
  const made = new Set([
    step.carried.inside.name,
    ...step.body.flatMap((inner) => writesOf(inner).map(({ name }) => name)),
  ])
  const outer = step.body.flatMap(readsOf).filter((value) => !made.has(value))
  return [step.carried.initial, ...new Set(outer)]
}

/** Values that a step gives, in a fixed order. */
export const writesOf = (step: Step): readonly ProgramValue[] =>
  step.step === 'loop' ? [step.carried.result] : sortedEntries(step.outputs).map(([, value]) => value)

export const sortedEntries = <T>(record: Readonly<Record<string, T>>): readonly (readonly [string, T])[] =>
  Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1))

/** Names of the functions that a step runs. */
export function targetsOf(step: Step): readonly string[] {
  switch (step.step) {
    case 'op':
      return Object.values(step.functions).map(({ target }) => target)
    case 'operation':
      return []
    case 'function':
      return [step.target]
    case 'loop':
      return step.body.flatMap(targetsOf)
    default:
      return step satisfies never
  }
}

/** All that a step is but for the names of the values, so that equal steps have equal texts. */
export function textOf(step: Step): string {
  if (step.step === 'loop') {
    const numbers = new Map<ValueName, number>()
    const numbered = (value: ValueName) => {
      if (!numbers.has(value)) numbers.set(value, numbers.size)
      return numbers.get(value)
    }
    numbered(step.carried.inside.name)
    const lines = step.body.map((inner) => [
      textOf(inner),
      readsOf(inner).map(numbered),
      writesOf(inner).map(({ name }) => numbered(name)),
    ])
    return JSON.stringify(['loop', step.columns, lines, numbered(step.carried.next)])
  }
  const { inputs, outputs, node: _node, ...rest } = step
  const signals = sortedEntries(outputs).map(([port, { signal }]) => [port, signal])
  return JSON.stringify([Object.keys(inputs).sort(), signals, canonical(rest)])
}

/** With keys in order, so that equal values have equal texts. */
export function canonical(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(canonical)
  return sortedEntries(value as Readonly<Record<string, unknown>>).map(([key, item]) => [key, canonical(item)])
}
