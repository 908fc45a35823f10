// What fusion reasons about: values, not buffers. A value is a list of numbers, row-major, with a rule for each of its
// numbers; whether it is ever stored is decided later. Equal values are one object (see `value-table.ts`).
import type { StoredType, TensorRef } from '../trace.ts'
import type { IndexMap } from './index-map.ts'

export type Reduction = 'sum' | 'max' | 'min'

/** Number `i` of the consumer reads number `map(i)` of the value. */
export interface Operand {
  readonly value: Value
  readonly map: IndexMap
}

/** Where `from ≤ (i / divisor) mod extent < to` for every bound, the numbers are those of `operand`. */
export interface Piece {
  readonly bounds: readonly Bound[]
  readonly operand: Operand
}

export interface Bound {
  readonly divisor: number
  readonly extent: number
  readonly from: number
  readonly to: number
}

/** A tensor seen as [outer, length, inner], of which the middle is reduced. */
export interface ReductionShape {
  readonly outer: number
  readonly length: number
  readonly inner: number
}

export type Definition =
  /** Lies in memory: a parameter, an input, a constant, or what a kernel that is not ours has written. */
  | { readonly kind: 'stored'; readonly ref: TensorRef }
  /** One number everywhere. */
  | { readonly kind: 'splat'; readonly number: number }
  | { readonly kind: 'pointwise'; readonly op: string; readonly operands: readonly Operand[] }
  /** The first piece whose bounds hold; the last piece has none. */
  | { readonly kind: 'pieces'; readonly pieces: readonly Piece[] }
  | {
      readonly kind: 'reduced'
      readonly reduction: Reduction
      readonly operand: Value
      readonly shape: ReductionShape
    }

export interface Value {
  readonly id: number
  readonly size: number
  readonly dtype: StoredType
  readonly definition: Definition
  /** The record after which it is known: its readers come later. */
  readonly position: number
}

export const sizeOf = (shape: readonly number[]): number => shape.reduce((product, extent) => product * extent, 1)

/** What a value is computed from, with the way there. */
export function operandsOf({ definition }: Value): readonly Operand[] {
  switch (definition.kind) {
    case 'pointwise':
      return definition.operands
    case 'pieces':
      return definition.pieces.map(({ operand }) => operand)
    default:
      return []
  }
}
