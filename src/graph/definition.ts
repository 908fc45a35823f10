// The contract of a node kind: pure data and functions, known to the page, the compiler and the headless twin alike.
// The maths lives in an op with the same kind name and is joined to the definition by a typed table.
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
 * The connectivity numbers of one side of a masked layer, for each of several masks: `[masks, units]`. They are numbers
 * of the whole network (Germain et al. 2015, section 4), so each layer is told of all of it.
 */
export interface DegreesInitialiser {
  readonly initialiser: 'autoregressiveDegrees'
  /** Elements of the input. */
  readonly inputs: number
  /** Units of each hidden layer. */
  readonly hidden: readonly number[]
  readonly order: 'natural' | 'reversed' | 'random' | 'chosen'
  /** Of a chosen order: the inputs as they follow each other, from 1. */
  readonly sequence: readonly number[]
  readonly masks: number
  readonly seed: number
  /** 0 are the inputs, n is the n-th hidden layer; several stand one behind the other. `outputs` come before what they predict. */
  readonly layers: readonly number[] | 'outputs'
  /** How many units have each number. */
  readonly repeats: number
}

export interface TensorSpec {
  readonly shape: Shape
  readonly initialiser: Initialiser
  /** State that the first batch sets and none after it: it is set even where the node is frozen, for it is no learning. */
  readonly isSetOnce?: true
}

/** A node that has weights under some parameters only declares all of them or none. */
export type NoTensors = { readonly [name in never]: TensorSpec }

export interface InferenceInput<P, I extends Ports> {
  readonly node: string
  readonly params: P
  /** Signals of the connected inputs; every required one is present and of the declared kind. */
  readonly inputs: { readonly [K in keyof I]: SignalAt<I[K]> }
}
/** Of a port of which nothing is known, `undefined` too, so that every precise definition fits the general type. */
type SignalAt<P extends Port> = P extends { readonly optional: true }
  ? SignalOf<P['signal']> | undefined
  : SignalOf<P['signal']> | (Port extends P ? undefined : never)

export interface Inference {
  /** One signal per output port; left out where a problem makes it unknown. */
  readonly outputs: Readonly<Record<string, Signal>>
  readonly problems?: readonly PortProblem[]
}

/** Where a call inside an expansion takes a value from: a port of the node itself, or an earlier call. */
export type Reference = { readonly input: string } | { readonly call: string; readonly port: string }

export interface ExpandedCall {
  /** Unique inside the node; becomes part of weight names: `encoder/hidden1`. */
  readonly name: string
  readonly kind: string
  readonly params: JsonObject
  readonly inputs: Readonly<Record<string, Reference>>
  /** Of a transform: run it backwards, from its outputs to its inputs. */
  readonly direction?: 'inverse'
}

/** What a composite node stands for: a straight line of calls of other kinds. */
export interface Expansion {
  readonly calls: readonly ExpandedCall[]
  readonly outputs: Readonly<Record<string, Reference>>
}

/** How a source's outputs come into being: they are the columns of a dataset, so they enter procedures as inputs. */
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
  /** A part of other kinds: known to the compiler, not offered to people. */
  readonly hidden?: true
  /** Other words people search for. */
  readonly keywords?: readonly string[]
  readonly fields: F
  readonly inputs: I
  readonly outputs: O
  /** Where the ports depend on parameters or on what is connected, such as a growing list of inputs. */
  ports?(params: ParamsOf<F>, connectedInputs: ReadonlySet<string>): { readonly inputs: Ports; readonly outputs: Ports }
  /**
   * What the node stands for as a line of simpler calls; `null` where it stands for itself.
   * Called only when all required inputs are there.
   */
  expand?(input: InferenceInput<ParamsOf<F>, X>): Expansion | Refusal | null
  /** Which elements of its inputs an element of its outputs depends on; where it is left out, all of them. */
  mixing?(input: InferenceInput<ParamsOf<F>, X>): Mixing
  /** An edit after which an element no longer depends on the element in its own place. */
  stricter?(input: InferenceInput<ParamsOf<F>, X>): Fix | undefined
  /** An edit of this node after which one of its outputs, which is `given` now, is as an input behind it wishes. */
  granting?(params: ParamsOf<F>, wish: Wish, at: Endpoint, given: Signal | undefined): Fix | undefined
  /** The transform that does a layer's work inside a flow, where a layer would lose what it does to volume. */
  asTransform?(input: InferenceInput<ParamsOf<F>, X>): Insertion | undefined
  /** A layer that only arranges anew what it is given, so that a density is the same before it and behind it. */
  readonly keepsElements?: true
  /** A layer that only moves its elements: what was told apart before it is so behind it. */
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

/** What an op needs to be told. Methods, not function properties, so that a precise definition fits the general type. */
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
  weights?(
    params: ParamsOf<F>,
    inputs: InferenceInput<ParamsOf<F>, I>['inputs'],
  ): Readonly<Record<W, TensorSpec>> | NoTensors
  /** Tensors that the op itself moves and no gradient reaches, such as running moments. */
  state?(params: ParamsOf<F>, inputs: InferenceInput<ParamsOf<F>, I>['inputs']): Readonly<Record<S, TensorSpec>>
  /** The parameters that the op reads; the others are spent in shapes and do not reach it. */
  readonly callParams: readonly C[]
  /** The op draws random numbers or behaves differently in training; that of a transform does so forwards alone. */
  readonly usesContext?: U
  /** In training it takes moments over the batch: how many numbers of each example go into one of them. */
  momentsOverBatch?(params: ParamsOf<F>, inputs: InferenceInput<ParamsOf<F>, I>['inputs']): number
  /** With these parameters and inputs it gives what it is given, so that it need not run. Of a kind with one input. */
  isIdentity?(params: ParamsOf<F>, inputs: InferenceInput<ParamsOf<F>, I>['inputs']): boolean
  /** Multiply-accumulate operations of one forward evaluation of one example. */
  multiplyAdds?(
    params: ParamsOf<F>,
    inputs: InferenceInput<ParamsOf<F>, I>['inputs'],
    outputs: Readonly<Record<string, Signal>>,
  ): number
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
  /** For a distribution that also draws: the output that is a draw, and the output it is drawn from. */
  readonly draws?: { readonly value: string; readonly distribution: string }
  /** The op makes its own batch: it is given one more input, `count`, a number. */
  readonly takesCount?: true
  /**
   * For a loss on the scores of a critic that also needs the critic itself, for its gradient: the inputs that carry the
   * scores. The op is then given `critic`, a function, and `realExamples` and `fakeExamples`.
   */
  readonly usesCritic?: UsesCritic['usesCritic']
  /** For an objective. */
  readonly reading?: ObjectiveReading
  /** For an objective: it has one phase, which trains everything upstream. */
  optimiser?(params: ParamsOf<F>): OptimiserSettings
}

/** An objective with several outputs: it is one call for each, so that a phase runs only its own, and has no op. */
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

/**
 * A bijection, or one up to rounding: its op runs forwards and backwards, each time with the log-determinant.
 * Its flow inputs and flow outputs change places backwards; other inputs stay inputs.
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
  /** What an expanded transform stands for backwards, calls by the names that `expand` gave them; `null` as in `expand`. */
  expandInverse?(input: InferenceInput<ParamsOf<F>, I>): Expansion | null
  /** Forwards it draws noise: the density behind it is a bound on that of what comes in (Theis et al. 2016, section 3.1). */
  readonly drawsNoise?: true
  /** Where the elements of its flow input go. Left out where each stays in its place and depends on no other. */
  routing?(input: InferenceInput<ParamsOf<F>, I> & { readonly frozen: boolean }): Routing
}

/** A kind that is only a line of other calls, and has no op. */
export interface NetworkDefinition<
  K extends string = string,
  F extends Fields = Fields,
  I extends Ports = Ports,
  O extends Ports = Ports,
  X extends Ports = I,
> extends Common<K, F, I, O, X> {
  readonly role: 'network'
  expand(input: InferenceInput<ParamsOf<F>, X>): Expansion | Refusal
  /**
   * Where one network is applied to several inputs with the same weights: output port to input port. Then `expand`
   * sees one input `x` at a time and gives one output `y`.
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

/** Definitions by kind; the compiler, the store and the headless twin receive it as an argument. */
export type Definitions = ReadonlyMap<string, NodeDefinition>

/** The ports a node has as it is parameterised and wired. */
export function portsOf(
  definition: NodeDefinition,
  params: ParamsOf<Fields>,
  connectedInputs: ReadonlySet<string>,
): { readonly inputs: Ports; readonly outputs: Ports } {
  return definition.ports?.(params, connectedInputs) ?? { inputs: definition.inputs, outputs: definition.outputs }
}
