// How weights begin, in few words.
import type { WeightSpec } from './create-weights.ts'

export const zeros = <const Shape extends readonly number[]>(shape: Shape) =>
  ({ shape, initialiser: { initialiser: 'zeros' } }) as const satisfies WeightSpec

export const ones = <const Shape extends readonly number[]>(shape: Shape) =>
  ({ shape, initialiser: { initialiser: 'ones' } }) as const satisfies WeightSpec

export const constant = <const Shape extends readonly number[]>(shape: Shape, value: number) =>
  ({ shape, initialiser: { initialiser: 'constant', value } }) as const satisfies WeightSpec

/** Uniform on ±1 / sqrt(fanIn), for a layer's kernel and bias alike. */
export const fanInUniform = <const Shape extends readonly number[]>(shape: Shape, fanIn: number) =>
  ({ shape, initialiser: { initialiser: 'fanInUniform', fanIn } }) as const satisfies WeightSpec
