// The weights as variables, made from a seed.
import * as tf from '@tensorflow/tfjs-core'
import { type InitialTensorSpec, initialTensor } from '../math/initialise.ts'
import type { Variables } from './tensor-store.ts'

/** Shapes and initial values of the weights, by the call that uses them and by the name it knows them by. */
export type WeightSpecs = { readonly [call: string]: { readonly [weight: string]: Omit<InitialTensorSpec, 'name'> } }

export type WeightsOf<Specs extends WeightSpecs> = {
  readonly [Call in keyof Specs]: { readonly [Weight in keyof Specs[Call]]: tf.Tensor }
}

/** @returns the variables twice: as the model takes them, and by full name, such as "encoder/hidden1/kernel". */
export function createWeights<const Specs extends WeightSpecs>(
  specs: Specs,
  seed: number,
): { weights: WeightsOf<Specs>; variables: Variables } {
  const variables = new Map<string, tf.Variable>()
  const weights = mapValues(specs, (group, call) =>
    mapValues(group, ({ shape, initialiser }, key) => {
      const name = `${call}/${key}`
      const initial = () => tf.tensor(initialTensor({ name, shape, initialiser }, seed), [...shape])
      // Tidied away, or its numbers would belong to two, and could not be updated in place.
      const variable = tf.tidy(() => tf.variable(initial()))
      variables.set(name, variable)
      return variable
    }),
  )
  // Object.fromEntries forgets the keys' names, which are those of `specs`.
  return { weights: weights as WeightsOf<Specs>, variables }
}

const mapValues = <T, R>(
  record: Readonly<Record<string, T>>,
  change: (value: T, key: string) => R,
): Record<string, R> => Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value, key)]))
