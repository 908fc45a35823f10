// The contract of a node kind: pure data and functions, shared by the page, the compiler and the command line. The maths lives in
// an op with the same kind name, linked to the definition by a typed table.
import type { Endpoint } from './document.ts'
import type { Fields, ParamsOf } from './fields.ts'
import type { JsonObject } from './json.ts'
import type { Mixing } from './mixing.ts'
import type { OptimiserSettings } from './optimiser.ts'
import type { Fix, Insertion, PortProblem, Wish } from './problems.ts'
import type { ObjectiveReading, PhaseDeclaration } from './reading.ts'
import type { Routing } from './routing.ts'
import type { Shape, Signal, SignalKind, SignalOf } from './signals.ts'

export type Role = 'source' | 'layer' | 'network' | 'distribution' | 'transform' | 'objective' | 'probe'
export type Family = 'data' | 'networks' | 'layers' | 'stochastic' | 'flows' | 'masked' | 'objectives'

export interface Port {
  readonly signal: SignalKind
  readonly title: string
  readonly help: string
  readonly optional?: true
}
export type Ports = Readonly<Record<string, Port>>

export type Initialiser =
  | { readonly initialiser: 'zeros' | 'ones' }
  /** Uniform on ±1 / sqrt(fanIn), for a layer's kernel and bias alike (LeCun et al. 1998, section 4.6; PyTorch's default). */
  | { readonly initialiser: 'fanInUniform'; readonly fanIn: number }
  | { readonly initialiser: 'constant'; readonly value: number }
  | DegreesInitialiser

/**
 * The connectivity numbers of one side of a masked layer, for each of several masks: `[masks, units]`. They depend on the whole
 * network (Germain et al. 2015, section 4), so each layer receives its full description.
 */
export interface DegreesInitialiser {
  readonly initialiser: 'autoregressiveDegrees'
  /** Elements of the input. */
  readonly inputs: number
  /** Units of each hidden layer. */
  readonly hidden: readonly number[]
  readonly order: 'natural' | 'reversed' | 'random' | 'chosen'
  /** For a chosen order: the inputs in that order, from 1. */
  readonly sequence: readonly number[]
  readonly masks: number
  readonly seed: number
  /** 0 is the inputs, n the n-th hidden layer; several are concatenated. `outputs` precede what they predict. */
  readonly layers: readonly number[] | 'outputs'
  /** Number of units with each connectivity number. */
  readonly repeats: number
}

export interface TensorSpec {
  readonly shape: Shape
  readonly initialiser: Initialiser
  /** State that only the first batch sets, even if the node is frozen, since it is initialisation rather than learning. */
  readonly isSetOnce?: true
}

/** A node that has weights only with some parameters declares all of them or none. */
export type NoTensors = { readonly [name in never]: TensorSpec }

export interface InferenceInput<P, I extends Ports> {
  readonly node: string
  readonly params: P
  /** Signals of the connected inputs; every required one is present and of the declared kind. */
  readonly inputs: { readonly [K in keyof I]: SignalAt<I[K]> }
}
/** Includes `undefined` for unknown ports, so that every precise definition fits the general type. */
type SignalAt<P extends Port> = P extends { readonly optional: true }
  ? SignalOf<P['signal']> | undefined
  : SignalOf<P['signal']> | (Port extends P ? undefined : never)

export interface Inference {
  /** One signal per output port; absent if a problem makes it unknown. */
  readonly outputs: Readonly<Record<string, Signal>>
  readonly problems?: readonly PortProblem[]
}

/** The source of a value inside an expansion: a port of the node itself, or an earlier call. */
export type Reference = { readonly input: string } | { readonly call: string; readonly port: string }

export interface ExpandedCall {
  /** Unique inside the node; becomes part of weight names: `encoder/hidden1`. */
  readonly name: string
  readonly kind: string
  readonly params: JsonObject
  readonly inputs: Readonly<Record<string, Reference>>
  /** For a transform: run the inverse, from its outputs to its inputs. */
  readonly direction?: 'inverse'
}

/** The expansion of a composite node: a straight-line sequence of calls of other kinds. */
export interface Expansion {
  readonly calls: readonly ExpandedCall[]
  readonly outputs: Readonly<Record<string, Reference>>
}

/** The outputs of a source: columns of a dataset, which enter procedures as inputs. */
export interface DataColumns {
  readonly dataset: string
  /** Output port to column of the dataset. */
  readonly columns: Readonly<Record<string, 'example' | 'label'>>
  readonly options: JsonObject
}

/** `X` are the inputs that `expand` sees. */
interface Common<K extends string, F extends Fields, I extends Ports, O extends Ports, X extends Ports = I> {
  /** `family/node`, as the folder on disk. */
  readonly kind: K
  readonly family: Family
  readonly title: string
  readonly version: number
  /** One line for the palette. */
  readonly summary: string
  /** Internal to other kinds: known to the compiler, not shown in the palette. */
  readonly hidden?: true
  /** Further search terms. */
  readonly keywords?: readonly string[]
  readonly fields: F
  readonly inputs: I
  readonly outputs: O
  /** For ports that depend on parameters or connections, such as a growing list of inputs. */
  ports?(params: ParamsOf<F>, connectedInputs: ReadonlySet<string>): { readonly inputs: Ports; readonly outputs: Ports }
  /** The node's expansion to a chain of simpler calls; `null` if it is a single call. Called only when all required inputs are
   * connected.
   */
  expand?(input: InferenceInput<ParamsOf<F>, X>): Expansion | Refusal | null
  /** Which elements of its inputs an output element depends on; all of them if absent. */
  mixing?(input: InferenceInput<ParamsOf<F>, X>): Mixing
  /** An edit after which an element no longer depends on the element at its own position. */
  stricter?(input: InferenceInput<ParamsOf<F>, X>): Fix | undefined
  /** An edit of this node that changes an output from `given` to what a downstream input requests. */
  granting?(params: ParamsOf<F>, wish: Wish, at: Endpoint, given: Signal | undefined): Fix | undefined
  /** The transform to use instead of this layer inside a flow, where a layer would lose its log-determinant. */
  asTransform?(input: InferenceInput<ParamsOf<F>, X>): Insertion | undefined
  /** A layer that only rearranges its input, so that a density is the same before and after it. */
  readonly keepsElements?: true
  /** An injective elementwise layer: discrete values stay discrete. */
  readonly movesElements?: true
  /** Migration of parameters from version n (the index, counted from 1) to n + 1; dense. */
  readonly migrations?: readonly ParamMigration[]
}

export interface Refusal {
  readonly problems: readonly PortProblem[]
}

export interface ParamMigration {
  readonly name: string
  readonly up: (params: JsonObject) => JsonObject
}

type InputSignals<F extends Fields, I extends Ports> = InferenceInput<ParamsOf<F>, I>['inputs']

/** Declarations for ops. Methods, not function properties, so that a precise definition fits the general type. */
interface Computes<
  F extends Fields,
  I extends Ports,
  W extends string,
  S extends string,
  C extends string,
  U extends true,
> {
  infer(input: InferenceInput<ParamsOf<F>, I>): Inference
  /** Trainable weights by name, declared so that counting, saving and printing need no TF.js. */
  weights?(params: ParamsOf<F>, inputs: InputSignals<F, I>): Readonly<Record<W, TensorSpec>> | NoTensors
  /** Tensors that the op itself updates without gradients, such as running moments. */
  state?(params: ParamsOf<F>, inputs: InputSignals<F, I>): Readonly<Record<S, TensorSpec>>
  /** The parameters that the op reads; the others only determine shapes. */
  readonly callParams: readonly C[]
  /** The op draws random numbers or behaves differently in training; that of a transform does so forwards alone. */
  readonly usesContext?: U
  /** In training it computes moments over the batch: the number of values per example in each moment. */
  momentsOverBatch?(params: ParamsOf<F>, inputs: InputSignals<F, I>): number
  /** With these parameters and inputs it is the identity and can be skipped. For kinds with one input. */
  isIdentity?(params: ParamsOf<F>, inputs: InputSignals<F, I>): boolean
  /** The op says how it works on a few elements: it has a rule `incremental`. */
  readonly isIncremental?: true
  /** Multiply-accumulate operations of one forward evaluation of one example. */
  multiplyAdds?(params: ParamsOf<F>, inputs: InputSignals<F, I>, outputs: Readonly<Record<string, Signal>>): number
}

export interface UsesCritic {
  readonly usesCritic: { readonly real: string; readonly fake: string }
}

/** A kind that has an op. */
export interface PrimitiveDefinition<
  K extends string = string,
  F extends Fields = Fields,
  I extends Ports = Ports,
  O extends Ports = Ports,
  W extends string = string,
  S extends string = string,
  C extends string = string,
  U extends true = true,
> extends Common<K, F, I, O>,
    Computes<F, I, W, S, C, U> {
  readonly role: Exclude<Role, 'network' | 'source' | 'transform'>
  /** For a distribution that also draws: the output with the draw, and the output it is drawn from. */
  readonly draws?: { readonly value: string; readonly distribution: string }
  /** For outputs that are distributions whose mean equals an input: output port to input port. */
  readonly means?: Readonly<Record<string, string>>
  /** The op creates its own batch: it receives a further input, `count`, a number. */
  readonly takesCount?: true
  /** For a loss on the scores of a critic that also needs the gradient of the critic: the inputs that carry the scores. The op
   * then also receives `critic`, a function, and `realExamples` and `fakeExamples`.
   */
  readonly usesCritic?: UsesCritic['usesCritic']
  /** For an objective. */
  readonly reading?: ObjectiveReading
  /** For an objective: it has one phase, which trains everything upstream. */
  optimiser?(params: ParamsOf<F>): OptimiserSettings
}

/** An objective with several outputs: it has one call per output, so that a phase runs only its own, and no op. */
export interface GameDefinition<
  K extends string = string,
  F extends Fields = Fields,
  I extends Ports = Ports,
  O extends Ports = Ports,
> extends Common<K, F, I, O> {
  readonly role: 'objective'
  readonly reading: ObjectiveReading
  expand(input: InferenceInput<ParamsOf<F>, I>): Expansion | Refusal
  /** In their order. */
  phases(params: ParamsOf<F>): readonly PhaseDeclaration[]
}

/** A bijection, possibly up to rounding: its op runs forward and inverse, each time with the log-determinant. The inverse swaps
 * its flow inputs and flow outputs; other inputs stay inputs.
 */
export interface TransformDefinition<
  K extends string = string,
  F extends Fields = Fields,
  I extends Ports = Ports,
  O extends Ports = Ports,
  W extends string = string,
  S extends string = string,
  C extends string = string,
  U extends true = true,
> extends Common<K, F, I, O>,
    Computes<F, I, W, S, C, U> {
  readonly role: 'transform'
  /** The expansion of a transform's inverse, with calls named as in `expand`; `null` as in `expand`. */
  expandInverse?(input: InferenceInput<ParamsOf<F>, I>): Expansion | null
  /** It draws noise in the forward direction: the density after it is a bound on that of its input (Theis et al. 2016, section
   * 3.1). */
  readonly drawsNoise?: true
  /** Where the elements of its flow input go. Absent if each stays in place and depends on no other. */
  routing?(input: InferenceInput<ParamsOf<F>, I> & { readonly frozen: boolean }): Routing
}

/** A kind that only expands to other calls, and has no op. */
export interface NetworkDefinition<
  K extends string = string,
  F extends Fields = Fields,
  I extends Ports = Ports,
  O extends Ports = Ports,
  X extends Ports = I,
> extends Common<K, F, I, O, X> {
  readonly role: 'network'
  expand(input: InferenceInput<ParamsOf<F>, X>): Expansion | Refusal
  /** For a network applied to several inputs with the same weights: output port to input port. Then `expand` sees one input `x`
   * at a time and returns one output `y`.
   */
  readonly applications?: Readonly<Record<string, string>>
}

/** A kind whose outputs are columns of a dataset; it has no op, its values enter procedures as inputs. */
export interface SourceDefinition<K extends string = string, F extends Fields = Fields, O extends Ports = Ports>
  extends Common<K, F, Record<never, Port>, O> {
  readonly role: 'source'
  infer(input: InferenceInput<ParamsOf<F>, Record<never, Port>>): Inference
  data(params: ParamsOf<F>): DataColumns
}

export type NodeDefinition =
  | PrimitiveDefinition
  | TransformDefinition
  | NetworkDefinition
  | GameDefinition
  | SourceDefinition

/** Definitions by kind; the compiler, the store and the command line receive it as an argument. */
export type Definitions = ReadonlyMap<string, NodeDefinition>

/** The ports of a node with its current parameters and wires. */
export function portsOf(
  definition: NodeDefinition,
  params: ParamsOf<Fields>,
  connectedInputs: ReadonlySet<string>,
): { readonly inputs: Ports; readonly outputs: Ports } {
  return definition.ports?.(params, connectedInputs) ?? { inputs: definition.inputs, outputs: definition.outputs }
}
