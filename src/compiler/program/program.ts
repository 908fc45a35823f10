// The meaning of a graph. Running it, printing it as TypeScript and explaining it all read this value. Plain data: it is sent to
// a worker unchanged.
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
  /** `false` for state: tensors that an op updates itself, without gradients. */
  readonly trainable: boolean
  /** The node is frozen: its weights do not change. */
  readonly frozen: boolean
}

export interface ProgramValue {
  readonly name: ValueName
  readonly signal: Signal | CountSignal
}

/** An integer given by the caller, such as the number of examples to sample. */
export interface CountSignal {
  readonly signal: 'count'
}

/** Common to all calls. */
interface CallBase {
  /** Unique in the Program except for functions, which several procedures call; names the weights and the stream of random
   * numbers.
   */
  readonly name: string
  /** The node on the canvas that this belongs to. */
  readonly node: string
  readonly inputs: Readonly<Record<string, ValueName>>
  readonly outputs: Readonly<Record<string, ProgramValue>>
  /** The callee draws random numbers or behaves differently in training. */
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
  /** Functions of this Program passed to the op in addition to its inputs, by the op's name for them. */
  readonly functions?: Readonly<Record<string, string>>
  /** The input that the output equals, known from parameters and shapes, so that the call can be skipped. */
  readonly copies?: string
  /** For outputs that are distributions whose mean equals an input: output port to input port. */
  readonly means?: Readonly<Record<string, string>>
  /** The op can be evaluated a few elements at a time. */
  readonly isIncremental?: true
  /** For a transform's op: run the inverse. The inverse of a function has its own name. */
  readonly direction?: 'inverse'
}

/** A call of a function of this Program. */
export interface FunctionCall extends CallBase {
  readonly call: 'function'
  /** Name of the function. If the call's name differs, the call is one of several applications, and the function's random numbers
   * are named after both.
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

/** Calls that compute something themselves rather than expand to other calls. */
export type PrimitiveCall = OpCall | OperationCall

export type Call = PrimitiveCall | FunctionCall

/** A node that expands to several calls; procedures call it by name. */
export interface ProgramFunction {
  /** The node's id; for the inverse, the node's id and `Inverse`. */
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
  /** Given, not explained: drawn from the rows of the data, or for labels chosen by the user. */
  | { readonly from: 'condition'; readonly node: string; readonly column: Column }
  | { readonly from: 'caller'; readonly meaning: string }

/** A column of a data node. */
export type Column = 'example' | 'label'

/** Procedures that generate examples, or score examples given by the caller: data that they read is a condition. */
const generative: ReadonlySet<ProcedureName> = new Set(['sample', 'decode', 'interpolate', 'inverse', 'discriminate'])

export const isGenerative = (name: ProcedureName): boolean => generative.has(name)

/** The input in a generative procedure. */
export const asCondition = (input: ProcedureInput): ProcedureInput =>
  input.source.from === 'data' ? { ...input, source: { ...input.source, from: 'condition' } } : input

/** The data column of an input, either read or a condition. */
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

/** The procedure's inputs that are data columns, either read or conditions. */
export const columnsRead = ({ inputs }: Procedure) =>
  inputs.flatMap(({ name, source }) => {
    const column = columnOf(source)
    return column ? [{ name, ...column }] : []
  })

export const conditionsOf = (procedure: Procedure) => columnsRead(procedure).filter(({ from }) => from === 'condition')

/** Who provides an input when a procedure runs. */
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

/** A procedure that is run repeatedly with the same random numbers: each input in `carries` takes the previous value of its
 * output, starting from zeros. Stops when nothing changes, or after `times` runs.
 */
export interface Repetition {
  readonly times: number
  /** Input name to output name. */
  readonly carries: Readonly<Record<ValueName, string>>
}

/** A straight-line sequence of calls on named values. */
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
  /** The displayed name of the phase: `discriminator`. Empty if the objective has only one. */
  readonly title: string
  /** How often it runs in a step, each time on a separate batch. */
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

/** The displayed variable of a likelihood. */
export interface ObservedValue {
  /** `x`, `label`, or the output of a node. */
  readonly variable: string
  /** Its data column, if it is one. */
  readonly column?: { readonly node: string; readonly column: 'example' | 'label' }
  /** Number of elements. */
  readonly dimensions: number
}

/** The density of the data that the graph defines, in words and numbers. */
export interface Density {
  readonly density: DensityClass
  readonly sentence: string
  /** For an exact density or a bound: its variable, its conditions, and the phase whose objective is its negative. */
  readonly likelihood?: {
    readonly of: ObservedValue
    readonly given: readonly string[]
    readonly phase: ProcedureName
    /** Why the nats are not reported in bits per dimension; absent if they are. */
    readonly withoutBits?: string
  }
  /** Passes through the networks for one density evaluation and for one sample. */
  readonly densityCost?: string
  readonly sampleCost?: string
}

/** Whether the likelihood is of the data's examples, unconditionally: only then is the data's entropy its optimum. */
export const isOfExamplesAlone = ({ likelihood }: Density): boolean =>
  likelihood?.of.column?.column === 'example' && likelihood.given.length === 0

export interface Program {
  readonly title: string
  readonly parameters: readonly ParameterSpec[]
  readonly functions: readonly ProgramFunction[]
  readonly procedures: readonly Procedure[]
  /** Procedures that cannot be derived from this graph, each with the reason. */
  readonly absent: readonly { readonly name: string; readonly reason: string }[]
  readonly phases: readonly Phase[]
  readonly data: readonly DataUse[]
  readonly density: Density
  readonly training: TrainingSettings
}

/** Names a phase in curves and checkpoints: its objective, plus its title if the objective has several. */
export const phaseName = ({ procedure }: Phase): string => procedure.replace(/^objective\//, '')

export function findProcedure(program: Program, name: ProcedureName): Procedure | undefined {
  return program.procedures.find((procedure) => procedure.name === name)
}

/** The dataset shown in pictures and used to count epochs. With several, the one that the model's output is compared with: the
 * discriminator's examples or the observed x of the first phase, which it reads first.
 */
export function mainData({ data, phases, procedures }: Program): DataUse | undefined {
  const [first] = phases
  const objective = procedures.find(({ name }) => name === first?.procedure)
  const read = objective ? columnsRead(objective) : []
  const node = (read.find(({ column }) => column === 'example') ?? read[0])?.node
  return data.find((use) => use.node === node) ?? data[0]
}
