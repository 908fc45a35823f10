import type { Density, Procedure } from '../program/program.ts'

/** What reading a graph as a model of p(x) gives. */
export interface Derivation {
  readonly procedures: readonly Procedure[]
  /** What cannot be derived, each with the reason. */
  readonly absent: readonly { readonly name: string; readonly reason: string }[]
  readonly density: Density
}
