// The type of the op that belongs to a definition. `nodes/ops.ts` must give one of it for each kind, so a missing or
// ill-typed op is a type error.
import type * as tf from '@tensorflow/tfjs-core'
import type { Operation } from '../compiler/program/program.ts'
import type {
  Distribution,
  FlowValue,
  IncrementalRule,
  ObjectiveValue,
  OpContext,
  StateUpdate,
} from '../engine/index.ts'
import type { NodeDefinition, Port, Ports, PrimitiveDefinition, TransformDefinition } from '../graph/definition.ts'
import type { ParamsOf } from '../graph/fields.ts'
import type { JsonObject } from '../graph/json.ts'
import type { SignalKind } from '../graph/signals.ts'

interface ValueBySignal {
  readonly tensor: tf.Tensor
  readonly distribution: Distribution
  readonly flow: FlowValue
  readonly objective: ObjectiveValue
}

/** A function of the Program that an op is given, such as the critic whose slope it penalises. */
export type ProgramFunctionValue = (x: tf.Tensor) => tf.Tensor

/** What may stand under a name while a procedure runs; a number is a count given by the caller. */
export type Value = ValueBySignal[SignalKind] | number

type ValueAt<P extends Port> = P extends { readonly optional: true }
  ? ValueBySignal[P['signal']] | undefined
  : ValueBySignal[P['signal']]
type ValuesAt<P extends Ports> = { readonly [K in keyof P]: ValueAt<P[K]> }

/** What a loss that differentiates the critic is given beside the scores. */
interface CriticInputs {
  readonly critic: ProgramFunctionValue
  readonly realExamples: tf.Tensor
  readonly fakeExamples: tf.Tensor
}

type Inputs<D, I extends Ports> = ValuesAt<I> &
  (D extends { readonly takesCount: true } ? { readonly count: number } : unknown) &
  (D extends { readonly usesCritic: object } ? CriticInputs : unknown)

type State<S extends string> = { readonly state?: [S] extends [never] ? never : StateUpdate }

/**
 * What an op is given, in this order and only as far as its definition declares it: a layer without weights takes none, and one
 * without parameters no empty object in their place.
 */
type Arguments<D, Given, W extends string, S extends string, Params, Context extends readonly OpContext[]> = [
  ...([keyof Given] extends [never] ? [] : [inputs: Given]),
  ...([W | S] extends [never] ? [] : [weights: Readonly<Record<W | S, tf.Tensor>>]),
  ...([keyof Params] extends [never] ? [] : [params: Params]),
  ...(D extends { readonly usesContext?: never } ? [] : Context),
]

/** An op runs forwards; that of a transform also backwards, where flow inputs and flow outputs change places, without a context. */
export type OpOf<D> =
  D extends PrimitiveDefinition<string, infer F, infer I, infer O, infer W, infer S, infer C>
    ? (...given: Arguments<D, Inputs<D, I>, W, S, Pick<ParamsOf<F>, C>, [context: OpContext]>) => ValuesAt<O> & State<S>
    : D extends TransformDefinition<string, infer F, infer I, infer O, infer W, infer S, infer C>
      ? {
          readonly forward: (
            ...given: Arguments<D, ValuesAt<I>, W, S, Pick<ParamsOf<F>, C>, [context: OpContext]>
          ) => ValuesAt<O> & State<S>
          readonly inverse: (
            ...given: Arguments<D, ValuesAt<O> & ValuesAt<Sides<I>>, W, S, Pick<ParamsOf<F>, C>, []>
          ) => ValuesAt<Flows<I>>
        }
      : never

type Flows<I extends Ports> = { readonly [K in keyof I as I[K]['signal'] extends 'flow' ? K : never]: I[K] }
type Sides<I extends Ports> = { readonly [K in keyof I as I[K]['signal'] extends 'flow' ? never : K]: I[K] }

/** Ops by kind, for a list of definitions; networks and data sources have none. */
export type OpTable<D extends NodeDefinition> = {
  readonly [K in Extract<D, PrimitiveDefinition | TransformDefinition>['kind']]: OpOf<Extract<D, { readonly kind: K }>>
}

/** The compiler's own operations; the engine has one of each. */
export type OperationTable = { readonly [O in Operation]: AnyOp }

/** An op as the interpreter sees it: given what `argumentsOf` its call says. */
export type Op = ((...given: readonly OpArgument[]) => OpResults) & {
  /** How it works on a few elements, where it can. */
  readonly incremental?: IncrementalRule<never>
}

type OpInputs = Readonly<Record<string, Value | ProgramFunctionValue>>
export type OpArgument = OpInputs | Readonly<Record<string, tf.Tensor>> | JsonObject | OpContext
type OpResults = Readonly<Record<string, Value>> & { readonly state?: StateUpdate }

/** Ops by kind. */
export type Ops = ReadonlyMap<string, Op>

/**
 * Tables of ops, each precise about its own inputs, as the one map that the interpreter looks kinds up in. What the types
 * forget here was checked when the graph's wires were inferred.
 */
export function opsOf(...tables: readonly Readonly<Record<string, AnyOp | Directions>>[]): Ops {
  const entries = tables.flatMap((table) => Object.entries(table))
  return new Map(
    entries.flatMap(([kind, op]): [string, Op][] =>
      typeof op === 'function'
        ? [[kind, op as Op]]
        : [
            [kind, op.forward as Op],
            [inverseOf(kind), op.inverse as Op],
          ],
    ),
  )
}

type AnyOp = (...values: never[]) => object
interface Directions {
  readonly forward: AnyOp
  readonly inverse: AnyOp
}

/** The name under which the interpreter finds the op of a transform backwards. */
export const inverseOf = (kind: string): string => `${kind}/inverse`
