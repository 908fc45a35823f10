// The one meaning of a graph. Running it, printing it as TypeScript and explaining it are three readings of this value.
// Plain data: it travels to a worker as it is.
import type { Initialiser } from '../../graph/definition.ts'
import type { TrainingSettings } from '../../graph/document.ts'
import type { JsonObject } from '../../graph/json.ts'
import type { OptimiserSettings } from '../../graph/optimiser.ts'
import type { ElementRange, Shape, Signal } from '../../graph/signals.ts'

/** A value's name inside one procedure or function; unique there, assigned once. */
export type ValueName = string

export interface ParameterSpec {
  /** `call/weight`, such as `encoder/hidden1/kernel`. */
  readonly name: string
  readonly shape: Shape
  readonly initialiser: Initialiser
  readonly node: string
  /** `false` for state: tensors that an op moves itself, which no gradient reaches. */
  readonly trainable: boolean
  /** The person froze the node: kept as it is. */
  readonly frozen: boolean
}

export interface ProgramValue {
  readonly name: ValueName
  readonly signal: Signal | CountSignal
}

/** A whole number given by the caller, such as how many examples to sample. */
export interface CountSignal {
  readonly signal: 'count'
}

/** What every call has, whatever it calls. */
interface CallBase {
  /**
   * Unique in the Program but for functions, which several procedures call; names the weights and the stream of random
   * numbers.
   */
  readonly name: string
  /** The node on the canvas that this belongs to. */
  readonly node: string
  readonly inputs: Readonly<Record<string, ValueName>>
  readonly outputs: Readonly<Record<string, ProgramValue>>
  /** What is called draws random numbers or behaves differently in training. */
  readonly usesContext: boolean
}

/** A call of the op of a node type. */
export interface OpCall extends CallBase {
  readonly call: 'op'
  /** Kind of the op. */
  readonly target: string
  /** Weight or state name in the op to parameter name in the Program. */
  readonly weights: Readonly<Record<string, string>>
  /** The op takes weights, but has none with these parameters. */
  readonly withoutWeights?: true
  /** All that the op reads; none for an op that reads none. */
  readonly params: JsonObject
  /** Functions of this Program that the op is given beside its inputs, by the name it knows them by. */
  readonly functions?: Readonly<Record<string, string>>
  /** The input that the output is, unchanged: known from parameters and shapes, so that the call need not be made. */
  readonly copies?: string
  /** Of a transform's op: run backwards. A function that runs backwards has a name of its own. */
  readonly direction?: 'inverse'
}

/** A call of a function of this Program. */
export interface FunctionCall extends CallBase {
  readonly call: 'function'
  /**
   * Name of the function. Where the call's name is another, the call is one of several applications, and what the
   * function draws is named after both.
   */
  readonly target: string
}

/** A call of one of the compiler's own operations, which have no weights and one output, `y`. */
export interface OperationCall extends CallBase {
  readonly call: 'operation'
  readonly target: Operation
  readonly params: JsonObject
}

export type Operation =
  | 'math/draw'
  | 'math/mean'
  | 'math/log-prob'
  | 'math/interpolate'
  | 'math/importance-weight'
  | 'math/start-flow'
  | 'math/flow-value'
  | 'math/flow-log-prob'
  | 'math/add-log-det'
  | 'math/count-volume'

/** Calls that compute something themselves, rather than stand for other calls. */
export type PrimitiveCall = OpCall | OperationCall

export type Call = PrimitiveCall | FunctionCall

/** A node that stands for several calls; procedures call it by name. */
export interface ProgramFunction {
  /** The node's id; backwards, the node's id and `Inverse`. */
  readonly name: string
  readonly node: string
  readonly title: string
  readonly inputs: readonly ProgramValue[]
  readonly calls: readonly Call[]
  readonly outputs: Readonly<Record<string, ValueName>>
}

export type ProcedureName =
  | `objective/${string}`
  | 'sample'
  | 'encode'
  | 'decode'
  | 'reconstruct'
  | 'interpolate'
  | 'logWeight'
  | 'logProb'
  | 'inverse'
  | 'discriminate'

export interface ProcedureInput extends ProgramValue {
  readonly source: InputSource
}

/** Where the value of an input comes from. */
export type InputSource =
  | { readonly from: 'data'; readonly node: string; readonly column: Column }
  /** Given, not explained: drawn from the rows of the data, or of labels what the person wants. */
  | { readonly from: 'condition'; readonly node: string; readonly column: Column }
  | { readonly from: 'caller'; readonly meaning: string }

/** What a data node gives of each row. */
export type Column = 'example' | 'label'

/** Procedures that make examples, or judge examples that the caller gives: what they read of the data is a condition. */
const generative: ReadonlySet<ProcedureName> = new Set(['sample', 'decode', 'interpolate', 'inverse', 'discriminate'])

export const isGenerative = (name: ProcedureName): boolean => generative.has(name)

/** The input as a generative procedure has it. */
export const asCondition = (input: ProcedureInput): ProcedureInput =>
  input.source.from === 'data' ? { ...input, source: { ...input.source, from: 'condition' } } : input

/** The column of the data that an input is, read or as a condition. */
export function columnOf(source: InputSource): Exclude<InputSource, { from: 'caller' }> | undefined {
  switch (source.from) {
    case 'data':
    case 'condition':
      return source
    case 'caller':
      return undefined
    default:
      return source satisfies never
  }
}

/** The procedure's inputs that are columns of the data, read or as conditions. */
export const columnsRead = ({ inputs }: Procedure) =>
  inputs.flatMap(({ name, source }) => {
    const column = columnOf(source)
    return column ? [{ name, ...column }] : []
  })

export const conditionsOf = (procedure: Procedure) => columnsRead(procedure).filter(({ from }) => from === 'condition')

/** Who is asked for an input when a procedure is run. */
export type Giver =
  | { readonly by: 'data' | 'condition'; readonly node: string; readonly column: Column }
  /** Whoever knows how many examples are wanted. */
  | { readonly by: 'count' }
  /** What the procedure gave when it was last run. */
  | { readonly by: 'repetition' }
  | { readonly by: 'caller' }

export function giverOf({ repeat }: Procedure, { name, signal, source }: ProcedureInput): Giver {
  switch (source.from) {
    case 'data':
    case 'condition':
      return { by: source.from, node: source.node, column: source.column }
    case 'caller':
      if (repeat && Object.hasOwn(repeat.carries, name)) return { by: 'repetition' }
      return { by: signal.signal === 'count' ? 'count' : 'caller' }
    default:
      return source satisfies never
  }
}

/**
 * A procedure that is run again and again, with the same random numbers: each input in `carries` takes the value that
 * the output had before, from zeros on. Done when nothing changes any more, at the latest after `times` runs.
 */
export interface Repetition {
  readonly times: number
  /** Input name to output name. */
  readonly carries: Readonly<Record<ValueName, string>>
}

/** A straight line of calls on named values. */
export interface Procedure {
  readonly name: ProcedureName
  /** One sentence: what it computes, with shapes. */
  readonly summary: string
  readonly inputs: readonly ProcedureInput[]
  readonly calls: readonly Call[]
  readonly outputs: Readonly<Record<string, ValueName>>
  readonly repeat?: Repetition
}

/** One update of a training step: an objective, what it trains and how. Phases run in order. */
export interface Phase {
  readonly procedure: ProcedureName
  readonly node: string
  /** What the phase does, for people: `discriminator`. Empty where the objective has only one. */
  readonly title: string
  /** How often it runs in a step, each time on a batch of its own. */
  readonly repeats: number
  /** Names of trainable, unfrozen parameters that the objective's gradient reaches. */
  readonly trains: readonly string[]
  readonly optimiser: OptimiserSettings
  readonly terms: readonly string[]
}

export interface DataUse {
  readonly node: string
  readonly dataset: string
  readonly options: JsonObject
  readonly shape: Shape
  readonly range: ElementRange
}

export type DensityClass = 'exact' | 'bound' | 'implicit' | 'none'

/** What a likelihood is of, for people. */
export interface ObservedValue {
  /** `x`, `label`, or the output of a node. */
  readonly variable: string
  /** The column of the data that it is, where it is one. */
  readonly column?: { readonly node: string; readonly column: 'example' | 'label' }
  /** How many numbers it has. */
  readonly dimensions: number
}

/** What the graph says about the density of its data, in words and numbers. */
export interface Density {
  readonly density: DensityClass
  readonly sentence: string
  /** Of an exact density and of a bound: what it is of, what that is given, and the phase whose objective is minus it. */
  readonly likelihood?: {
    readonly of: ObservedValue
    readonly given: readonly string[]
    readonly phase: ProcedureName
    /** Why its nats are not told in bits for each number of an example; absent where they are. */
    readonly withoutBits?: string
  }
  /** Passes through the networks for one density evaluation and for one sample. */
  readonly densityCost?: string
  readonly sampleCost?: string
}

/** Whether the likelihood is of examples of the data, given nothing: only then the data's entropy is its best. */
export const isOfExamplesAlone = ({ likelihood }: Density): boolean =>
  likelihood?.of.column?.column === 'example' && likelihood.given.length === 0

export interface Program {
  readonly title: string
  readonly parameters: readonly ParameterSpec[]
  readonly functions: readonly ProgramFunction[]
  readonly procedures: readonly Procedure[]
  /** Procedures that this graph has no way to derive, each with the reason. */
  readonly absent: readonly { readonly name: string; readonly reason: string }[]
  readonly phases: readonly Phase[]
  readonly data: readonly DataUse[]
  readonly density: Density
  readonly training: TrainingSettings
}

/** Names a phase in curves and checkpoints: its objective, and what it does where the objective has several. */
export const phaseName = ({ procedure }: Phase): string => procedure.replace(/^objective\//, '')

export function findProcedure(program: Program, name: ProcedureName): Procedure | undefined {
  return program.procedures.find((procedure) => procedure.name === name)
}

/**
 * The data that pictures are of and epochs are counted by. Of several, those that what the model makes is held against: the
 * discriminator's examples or the observed x of the first phase, which is what it reads first.
 */
export function mainData({ data, phases, procedures }: Program): DataUse | undefined {
  const [first] = phases
  const objective = procedures.find(({ name }) => name === first?.procedure)
  const read = objective ? columnsRead(objective) : []
  const node = (read.find(({ column }) => column === 'example') ?? read[0])?.node
  return data.find((use) => use.node === node) ?? data[0]
}
