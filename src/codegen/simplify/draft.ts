// A Program in preparation for printing: the same calls, but functions receive the place of their weights, so that
// several nodes can share one, and runs of equal steps are a loop.
import type { Operation, Procedure, Program, ProgramValue, ValueName } from '../../compiler/program/program.ts'
import type { Json } from '../../graph/json.ts'

/**
 * A place in the tree of weights, such as `hidden1` or, for a weight, `hidden1/kernel`; draws are also named after it.
 * It is relative to the place of the function, which for procedures is the whole model, or to one in a row of a loop.
 */
export interface Place {
  readonly column?: string
  readonly path: string
}

/** A value, or the name of a setting that the function or the row of a loop supplies. */
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
  /** By their names in the op; `undefined` for an op that takes none. */
  readonly weights: Readonly<Record<string, Place>> | undefined
  readonly params: Settings
  /** Functions that are passed to the op besides its inputs, by their names in the op. */
  readonly functions: Readonly<Record<string, Application>>
  /** For the op of a transform. */
  readonly direction: 'forward' | 'inverse' | undefined
  /** It returns new values of some of its weights. */
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
  /** The place of the function's weights. */
  readonly at: Place
  /** Distinguishes its draws from those of other applications; may be empty. */
  readonly application: string
}

export interface FunctionStep extends StepBase, Application {
  readonly step: 'function'
  /** The function's settings. */
  readonly params: Settings
}

/** A value carried through a loop. */
export interface Carried {
  /** The value that the body reads. */
  readonly inside: ProgramValue
  readonly initial: ValueName
  /** The value that the body computes. */
  readonly next: ValueName
  /** The value read after the loop. */
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
  /** The place of its weights, or of one node's weights if several nodes share it; empty for the whole model. */
  readonly own: string
  /** Names of its settings, each with the values that calls pass. */
  readonly params: Readonly<Record<string, readonly Json[]>>
  /** It is a path shared by several procedures, not the function of nodes. */
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

/** Values that a step computes, in a fixed order. */
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

/** Everything about a step except for the names of the values, so that equal steps have equal texts. */
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

/** With sorted keys, so that equal values have equal texts. */
export function canonical(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(canonical)
  return sortedEntries(value as Readonly<Record<string, unknown>>).map(([key, item]) => [key, canonical(item)])
}
