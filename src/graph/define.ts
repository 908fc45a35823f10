// Identity functions that preserve the literal types of a definition, so that its op can be checked against it.
import type {
  GameDefinition,
  NetworkDefinition,
  Port,
  Ports,
  PrimitiveDefinition,
  SourceDefinition,
  TransformDefinition,
  UsesCritic,
} from './definition.ts'
import type { Fields } from './fields.ts'

export function defineNode<
  const K extends string,
  const F extends Fields,
  const I extends Ports,
  const O extends Ports,
  W extends string = never,
  S extends string = never,
  const C extends keyof F & string = never,
  U extends true = never,
>(definition: PrimitiveDefinition<K, F, I, O, W, S, C, U>): PrimitiveDefinition<K, F, I, O, W, S, C, U> {
  return definition
}

/** For a kind that creates its own batch; its op also receives `count`. */
export function defineNoise<
  const K extends string,
  const F extends Fields,
  const O extends Ports,
  const C extends keyof F & string = never,
  U extends true = never,
>(
  definition: PrimitiveDefinition<K, F, Record<never, Port>, O, never, never, C, U>,
): PrimitiveDefinition<K, F, Record<never, Port>, O, never, never, C, U> & { readonly takesCount: true } {
  return { ...definition, takesCount: true }
}

/** For a loss that differentiates the critic; its op also receives `critic` and the examples it scored. */
export function defineCriticLoss<
  const K extends string,
  const F extends Fields,
  const I extends Ports,
  const O extends Ports,
  const C extends keyof F & string = never,
  U extends true = never,
>(
  definition: PrimitiveDefinition<K, F, I, O, never, never, C, U> & UsesCritic,
): PrimitiveDefinition<K, F, I, O, never, never, C, U> & UsesCritic {
  return definition
}

export function defineGame<
  const K extends string,
  const F extends Fields,
  const I extends Ports,
  const O extends Ports,
>(definition: GameDefinition<K, F, I, O>): GameDefinition<K, F, I, O> {
  return definition
}

export function defineTransform<
  const K extends string,
  const F extends Fields,
  const I extends Ports,
  const O extends Ports,
  W extends string = never,
  S extends string = never,
  const C extends keyof F & string = never,
  U extends true = never,
>(definition: TransformDefinition<K, F, I, O, W, S, C, U>): TransformDefinition<K, F, I, O, W, S, C, U> {
  return definition
}

export function defineNetwork<
  const K extends string,
  const F extends Fields,
  const I extends Ports,
  const O extends Ports,
>(definition: NetworkDefinition<K, F, I, O>): NetworkDefinition<K, F, I, O> {
  return definition
}

/** For a network that is applied to several inputs with the same weights. */
export function defineSharedNetwork<
  const K extends string,
  const F extends Fields,
  const I extends Ports,
  const O extends Ports,
>(
  definition: NetworkDefinition<K, F, I, O, OneTensor> & {
    readonly applications: { readonly [Output in keyof O]: keyof I & string }
  },
): NetworkDefinition<K, F, I, O, OneTensor> {
  return definition
}

type OneTensor = { readonly x: { readonly signal: 'tensor'; readonly title: string; readonly help: string } }

export function defineSource<const K extends string, const F extends Fields, const O extends Ports>(
  definition: SourceDefinition<K, F, O>,
): SourceDefinition<K, F, O> {
  return definition
}
