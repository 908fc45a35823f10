// How weights begin, in few words.
import type { WeightSpec } from './create-weights.ts'

/** A weight that begins with zeros. */
export const zeros = <const Shape extends readonly number[]>(shape: Shape) =>
  ({ shape, initialiser: { initialiser: 'zeros' } }) as const satisfies WeightSpec

/** A weight that begins with ones. */
export const ones = <const Shape extends readonly number[]>(shape: Shape) =>
  ({ shape, initialiser: { initialiser: 'ones' } }) as const satisfies WeightSpec

/** A weight that begins with one number everywhere. */
export const constant = <const Shape extends readonly number[]>(shape: Shape, value: number) =>
  ({ shape, initialiser: { initialiser: 'constant', value } }) as const satisfies WeightSpec

/** Uniform on ±1 / sqrt(fanIn), for a layer's kernel and bias alike. */
export const fanInUniform = <const Shape extends readonly number[]>(shape: Shape, fanIn: number) =>
  ({ shape, initialiser: { initialiser: 'fanInUniform', fanIn } }) as const satisfies WeightSpec
