import type { Density, Procedure } from '../program/program.ts'

/** The result of reading a graph as a model of p(x). */
export interface Derivation {
  readonly procedures: readonly Procedure[]
  /** What cannot be derived, each with the reason. */
  readonly absent: readonly { readonly name: string; readonly reason: string }[]
  readonly density: Density
}
