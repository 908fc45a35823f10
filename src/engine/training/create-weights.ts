// The weights as variables, made from a seed.
import * as tf from '@tensorflow/tfjs-core'
import { type InitialTensorSpec, initialTensor } from '../math/initialise.ts'
import type { StateTree } from '../math/op.ts'
import type { Variables } from './tensor-store.ts'

/** The shape of a weight and how it begins. */
export type WeightSpec = Omit<InitialTensorSpec, 'name'>

/** A tree of weights, such as `{ encoder: { hidden1: { kernel, bias } } }`. */
export interface WeightSpecs {
  readonly [name: string]: WeightSpec | WeightSpecs
}

/** The same tree, of tensors. */
export type WeightsOf<Specs> = {
  readonly [Name in keyof Specs]: Specs[Name] extends WeightSpec ? tf.Tensor : WeightsOf<Specs[Name]>
}

/** A tree of tensors by name. */
export interface WeightTree {
  readonly [name: string]: tf.Tensor | WeightTree
}

/** @returns the variables twice: as the model takes them, and by full name, such as "encoder/hidden1/kernel". */
export function createWeights<const Specs extends WeightSpecs>(
  specs: Specs,
  seed: number,
): { weights: WeightsOf<Specs>; variables: Variables } {
  const variables = new Map<string, tf.Variable>()
  const create = (below: WeightSpecs, path: string): WeightTree =>
    Object.fromEntries(
      Object.entries(below).map(([key, spec]) => {
        const name = `${path}${key}`
        if (!isSpec(spec)) return [key, create(spec, `${name}/`)]
        const { shape, initialiser } = spec
        const initial = () => tf.tensor(initialTensor({ name, shape, initialiser }, seed), [...shape])
        // Tidied away, or its numbers would belong to two, and could not be updated in place.
        const variable = tf.tidy(() => tf.variable(initial()))
        variables.set(name, variable)
        return [key, variable]
      }),
    )
  // Object.fromEntries forgets the keys' names, which are those of `specs`.
  return { weights: create(specs, '') as WeightsOf<Specs>, variables }
}

const isSpec = (spec: WeightSpec | WeightSpecs): spec is WeightSpec => Array.isArray(spec.shape)

/** Weights as a later call in the same step sees them: with the state that earlier ones have updated. */
export function withState<Tree extends WeightTree>(weights: Tree, state: StateTree): Tree {
  const moved = Object.entries(weights).map(([name, below]) => {
    const next = state[name]
    if (next === undefined) return [name, below]
    return [name, isTensor(next) || isTensor(below) ? next : withState(below, next)]
  })
  // Every name keeps its kind, tensor or tree.
  return Object.fromEntries(moved) as Tree
}

const isTensor = (value: tf.Tensor | WeightTree | StateTree): value is tf.Tensor => value instanceof tf.Tensor

/** State by full name, such as "encoder/batchNorm1/movingMean". */
export function stateByName(state: StateTree, path = ''): Readonly<Record<string, tf.Tensor>> {
  return Object.fromEntries(
    Object.entries(state).flatMap(([key, value]): (readonly [string, tf.Tensor])[] => {
      if (value === undefined) return []
      const name = `${path}${key}`
      return isTensor(value) ? [[name, value]] : Object.entries(stateByName(value, `${name}/`))
    }),
  )
}
