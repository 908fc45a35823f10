// The optimiser of an objective: its fields on the objective's node, and their interpretation.
import { choice, type Field, real } from './fields.ts'

export type OptimiserSettings =
  | {
      readonly optimiser: 'adam'
      readonly learningRate: number
      readonly beta1: number
      readonly beta2: number
      readonly epsilon: number
    }
  | { readonly optimiser: 'sgd'; readonly learningRate: number; readonly momentum: number }
  | { readonly optimiser: 'rmsprop'; readonly learningRate: number; readonly decay: number; readonly epsilon: number }

/** Optimiser state per weight. */
export const rememberedPerWeight: Readonly<Record<OptimiserSettings['optimiser'], number>> = {
  adam: 2,
  sgd: 1,
  rmsprop: 1,
}

export const optimiserFields = {
  optimiser: choice({
    title: 'Optimiser',
    help: 'The update rule. Adam adapts the step size of each weight.',
    initial: 'adam',
    choices: [
      { value: 'adam', title: 'Adam' },
      { value: 'sgd', title: 'SGD with momentum' },
      { value: 'rmsprop', title: 'RMSProp' },
    ],
  }),
  learningRate: real({ title: 'Learning rate', help: 'Step size of the updates.', initial: 0.001, min: 1e-8, max: 10 }),
  beta1: real({
    title: 'β₁',
    help: 'Decay rate of the mean gradient.',
    initial: 0.9,
    min: 0,
    max: 0.9999,
    when: { field: 'optimiser', is: 'adam' },
  }),
  beta2: real({
    title: 'β₂',
    help: 'Decay rate of the mean squared gradient.',
    initial: 0.999,
    min: 0,
    max: 0.99999,
    when: { field: 'optimiser', is: 'adam' },
  }),
  momentum: real({
    title: 'Momentum',
    help: 'Fraction of the previous update that is kept.',
    initial: 0.9,
    min: 0,
    max: 0.9999,
    when: { field: 'optimiser', is: 'sgd' },
  }),
  decay: real({
    title: 'Decay',
    help: 'Decay rate of the mean squared gradient.',
    initial: 0.9,
    min: 0,
    max: 0.9999,
    when: { field: 'optimiser', is: 'rmsprop' },
  }),
} as const

type OptimiserFields = typeof optimiserFields
type FieldName = keyof OptimiserFields

/** `generator` and `learningRate` give `generatorLearningRate`. */
const prefixed = <P extends string, K extends FieldName>(prefix: P, field: K) =>
  `${prefix}${field.charAt(0).toUpperCase()}${field.slice(1)}` as `${P}${Capitalize<K>}`

type PrefixedFields<P extends string> = {
  readonly [K in FieldName as `${P}${Capitalize<K>}`]: OptimiserFields[K]
}

const fieldNames = Object.keys(optimiserFields) as readonly FieldName[]

/** The same fields for one of several optimisers of an objective, named and titled by what it trains. */
export function optimiserFieldsOf<const P extends string>(
  prefix: P,
  title: string,
  initial: Partial<OptimiserParams> = {},
): PrefixedFields<P> {
  const entries = fieldNames.map((name): [string, Field<unknown>] => {
    const field: Field<unknown> = optimiserFields[name]
    const { when } = field
    return [
      prefixed(prefix, name),
      {
        ...field,
        title: `${title}: ${field.title.startsWith('β') ? field.title : field.title.toLowerCase()}`,
        initial: initial[name] ?? field.initial,
        ...(when ? { when: { ...when, field: prefixed(prefix, 'optimiser') } } : {}),
      },
    ]
  })
  return Object.fromEntries(entries) as PrefixedFields<P>
}

/** @param params those of the fields that `optimiserFieldsOf` gave. */
export function readOptimiserOf<P extends string>(
  prefix: P,
  params: { readonly [K in FieldName as `${P}${Capitalize<K>}`]: OptimiserParams[K] },
): OptimiserSettings {
  const entries = fieldNames.map((name) => [name, params[prefixed(prefix, name)]])
  return readOptimiser(Object.fromEntries(entries) as OptimiserParams)
}

interface OptimiserParams {
  readonly optimiser: OptimiserSettings['optimiser']
  readonly learningRate: number
  readonly beta1: number
  readonly beta2: number
  readonly momentum: number
  readonly decay: number
}

const epsilon = 1e-8

export function readOptimiser(params: OptimiserParams): OptimiserSettings {
  const { optimiser, learningRate, beta1, beta2, momentum, decay } = params
  switch (optimiser) {
    case 'adam':
      return { optimiser, learningRate, beta1, beta2, epsilon }
    case 'sgd':
      return { optimiser, learningRate, momentum }
    case 'rmsprop':
      return { optimiser, learningRate, decay, epsilon }
    default:
      return optimiser satisfies never
  }
}
