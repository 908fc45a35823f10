// What a language must provide so that a model can be printed in it. `print-model.ts` decides what is printed and in
// which order, a printer how it is written.
import type { ProgramValue } from '../../compiler/program/program.ts'
import type { Application, FunctionStep, LoopStep, OperationStep, OpStep, Place } from '../simplify/draft.ts'
import type { Plan, PlannedFunction, PlannedOp } from './plan.ts'
import type { PlannedTable } from './tables.ts'

/** Text of one or more lines, and the node that it belongs to. */
export interface Lines {
  readonly text: string
  readonly node?: string | null
}

/** What code inside a function depends on, besides the names of its values. */
export interface Surroundings {
  readonly plan: Plan
  /** The loop's row and its name, inside a loop. */
  readonly row: Row | undefined
  /** The names of the function's settings inside it. */
  readonly settings: ReadonlyMap<string, string>
}

export interface Row {
  readonly local: string
  readonly table: PlannedTable
}

/** A value that is passed, with the name that it is passed by. */
export interface Given {
  readonly port: string
  readonly local: string
}

/** A call, before the use of its results is known. */
export interface Expression {
  readonly callee: string
  readonly given: readonly string[]
  /** It is the single result itself, not an object that holds it by its port. */
  readonly isValue?: true
  /** It is short enough to need no name: `callee` is written wherever it is read. */
  readonly isMember?: true
}

export interface Result {
  readonly port: string
  readonly local: string
  readonly value: ProgramValue
}

/** A call whose results get names. */
export interface Assignment {
  readonly results: readonly Result[]
  /** The name for new values of state, if there are any. */
  readonly state: string | undefined
  readonly expression: Expression
  /** The depth of indentation. */
  readonly depth: number
}

/** New values of state, below the function's own place; none for those returned by a function of the whole model. */
export interface MovedState {
  readonly at: Place | undefined
  readonly local: string
}

export interface FunctionHead extends PlannedFunction {
  /** What it does, and the meaning of its inputs. */
  readonly summary: readonly string[]
  /** Of the inputs, in order. */
  readonly locals: readonly string[]
  /** The names of its settings inside it. */
  readonly settings: ReadonlyMap<string, string>
}

export interface Printer {
  /** The name of the model's file. */
  readonly path: string
  /** Words with a meaning in the language or in every printed file. */
  readonly reserved: ReadonlySet<string>
  /** Everything above the first function: a comment, imports, the weights and their initial values, tables of loops. */
  opening(plan: Plan): readonly Lines[]
  functionStart(head: FunctionHead): string
  functionEnd(): string
  op(
    step: OpStep,
    op: PlannedOp,
    inputs: readonly Given[],
    within: Surroundings,
    functions: readonly GivenFunction[],
  ): Expression
  operation(step: OperationStep, inputs: readonly Given[], within: Surroundings): Expression
  /** @param handedOn names of state that earlier steps have updated at the same place. */
  call(
    step: FunctionStep,
    callee: PlannedFunction,
    inputs: readonly Given[],
    within: Surroundings,
    handedOn: readonly string[],
  ): Expression
  assignment(assignment: Assignment): string
  /** The name of a carried value. */
  roundName(value: ProgramValue): string
  loopStart(
    loop: LoopStep,
    row: Row,
    carried: { readonly local: string; readonly initial: string },
    depth: number,
  ): string
  loopEnd(carried: { readonly local: string; readonly next: string }, depth: number): string
  /** An object that gathers state as steps update it. */
  stateStart(local: string, depth: number): string
  /** A step has updated some state. */
  stateMoved(gathered: string, moved: MovedState, within: Surroundings, depth: number): string
  /** @param gathered the name of the object that has gathered state, if any has. */
  result(
    results: readonly Given[],
    state: { readonly gathered: string | undefined; readonly moved: readonly MovedState[] } | undefined,
  ): string
}

/** A function that is passed to an op. */
export interface GivenFunction extends Application {
  readonly name: string
  readonly callee: PlannedFunction
  /** The name of the object that gathers its state, if that is wanted. */
  readonly gathered: string | undefined
  readonly handedOn: readonly string[]
}
