// A distribution on the line or the plane whose density can be computed, so that a model's gap to the truth can be shown.

import type { RandomStream } from '../../math/random/random-stream.ts'

/** Nats. Exact: a closed form. Estimate: an integral computed numerically, off by at most `error`. */
export type Entropy =
  | { readonly value: number; readonly kind: 'exact' }
  | { readonly value: number; readonly kind: 'estimate'; readonly error: number }

/** Equally likely components, each normally distributed about its centre with the same deviation in every direction. */
export type Modes = {
  readonly centres: readonly (readonly number[])[]
  readonly deviation: number
}

export type KnownDensity = {
  readonly dimensions: 1 | 2
  /** `[count, dimensions]`, row by row. Equal streams and counts give equal draws. */
  sample(count: number, stream: RandomStream): Float32Array
  /** Nats, of a point with `dimensions` coordinates; -Infinity where the density is 0. */
  logDensity(point: ArrayLike<number>): number
  /** Computed when asked for, which may take a moment for densities with little noise. */
  entropy(): Entropy
  /** Where it is a mixture of equal round Gaussians, so that the modes a model found can be counted. */
  readonly modes?: Modes
}
