// What a language must answer so that a model can be printed in it. `print-model.ts` decides what is said and in which order, a
// printer how it is written.
import type { ProgramValue } from '../../compiler/program/program.ts'
import type { Application, FunctionStep, LoopStep, OperationStep, OpStep, Place } from '../simplify/draft.ts'
import type { Plan, PlannedFunction, PlannedOp } from './plan.ts'
import type { PlannedTable } from './tables.ts'

/** Text of one line or more, and the node that it belongs to. */
export interface Lines {
  readonly text: string
  readonly node?: string | null
}

/** What is written inside a function, beside the names of its values. */
export interface Surroundings {
  readonly plan: Plan
  /** How a loop's row is called, where there is one. */
  readonly row: Row | undefined
}

export interface Row {
  readonly local: string
  readonly table: PlannedTable
}

/** A value that is given, by the name under which. */
export interface Given {
  readonly port: string
  readonly local: string
}

/** A call, before it is known what becomes of its results. */
export interface Expression {
  readonly callee: string
  readonly given: readonly string[]
  /** It is the one result itself, rather than something that holds it by its port. */
  readonly isValue?: true
  /** It is so short that it needs no name: `callee` is written wherever it is read. */
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
  /** The name for new values of state, where there are any. */
  readonly state: string | undefined
  readonly expression: Expression
  /** How far in, in steps. */
  readonly depth: number
}

/** New values of state, below the function's own place; nothing for those that a function of the whole model gives. */
export interface MovedState {
  readonly at: Place | undefined
  readonly local: string
}

export interface FunctionHead extends PlannedFunction {
  /** What it does, what its inputs mean. */
  readonly summary: readonly string[]
  /** Of the inputs, in their order. */
  readonly locals: readonly string[]
}

export interface Printer {
  /** The name of the model's file. */
  readonly path: string
  /** Words that mean something in the language, or in every printed file. */
  readonly reserved: ReadonlySet<string>
  /** What stands above the first function: a comment, imports, the weights and what they begin with, tables of loops. */
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
  /** @param handedOn of state that earlier steps have moved at the same place. */
  call(
    step: FunctionStep,
    callee: PlannedFunction,
    inputs: readonly Given[],
    within: Surroundings,
    handedOn: readonly string[],
  ): Expression
  assignment(assignment: Assignment): string
  /** The name for a value that goes round. */
  roundName(value: ProgramValue): string
  loopStart(
    loop: LoopStep,
    row: Row,
    carried: { readonly local: string; readonly initial: string },
    depth: number,
  ): string
  loopEnd(carried: { readonly local: string; readonly next: string }, depth: number): string
  /** Something that gathers state as steps move it. */
  stateStart(local: string, depth: number): string
  /** One of them has moved some. */
  stateMoved(gathered: string, moved: MovedState, within: Surroundings, depth: number): string
  /** @param gathered the name of what has gathered state, where something has. */
  result(
    results: readonly Given[],
    state: { readonly gathered: string | undefined; readonly moved: readonly MovedState[] } | undefined,
  ): string
}

/** A function that an op is given. */
export interface GivenFunction extends Application {
  readonly name: string
  readonly callee: PlannedFunction
  /** The name of what gathers its state, where that is wanted. */
  readonly gathered: string | undefined
  readonly handedOn: readonly string[]
}
