// What an incremental sampler is given: the ops on the way from what is sampled so far to its likelihood, in a straight line.
import type { IncrementalRule } from '../math/incremental/rule.ts'

/** An op that may say beside its forward function how it is evaluated a few elements at a time. */
export type SteppedOp = ((...values: never[]) => object) & { readonly incremental?: IncrementalRule<never> }

export interface SamplingStep {
  readonly op: SteppedOp
  /** Port to value. */
  readonly inputs: Readonly<Record<string, string>>
  /** Name in the op to name of the parameter. */
  readonly weights: Readonly<Record<string, string>>
  readonly params: object
  /** The value, and the shape of one example of it. */
  readonly output: string
  readonly shape: readonly number[]
}

/** The calls from the drawn elements to the next draw, in order. */
export interface SamplingLine {
  /** The value that holds what is sampled so far, and the shape of one example. */
  readonly observed: string
  readonly shape: readonly number[]
  readonly steps: readonly SamplingStep[]
  /** The value that is drawn from. */
  readonly likelihood: string
  /** Names the random numbers of the draw. */
  readonly stream: string
}
