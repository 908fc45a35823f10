// A distribution on the line or the plane whose density can be computed, so that a model's gap to the truth can be shown.

import type { RandomStream } from '../../random/random-stream.ts'

/** Nats. Exact: a closed form. Estimate: an integral computed numerically, off by at most `error`. */
export type Entropy =
  | { readonly value: number; readonly kind: 'exact' }
  | { readonly value: number; readonly kind: 'estimate'; readonly error: number }

/** Equally likely components, each normally distributed about its centre with the same deviation in every direction. */
export type Modes = {
  readonly centres: readonly (readonly number[])[]
  readonly deviation: number
}

/**
 * WGSL expressions of the random numbers that belong to one point, each from the part of the stream that is named: those
 * that `sample` finds at the point's place in its draws.
 */
export type PointDraws = {
  /** f32, in [0, 1): of one number for each point. */
  uniform(part: string): string
  /** vec2<f32>, both in [0, 1): of two numbers for each point. */
  uniformPair(part: string): string
  /** u32, from 0 to `count` - 1: the whole part of `count` times `uniform`. At most 256. */
  choice(part: string, count: number): string
  /** Standard normals, one for each dimension: f32 or vec2<f32>. */
  normals(part: string): string
}

export type KnownDensity = {
  readonly dimensions: 1 | 2
  /** `[count, dimensions]`, row by row. Equal streams and counts give equal draws. */
  sample(count: number, stream: RandomStream): Float32Array
  /**
   * The same for a graphics device: WGSL statements that set `point`, an f32 or a vec2<f32>, to what `sample` gives up to
   * rounding. `turn(v)` is the cosine and the sine of 2 pi v for v in [0, 1).
   */
  pointText(draws: PointDraws): string
  /** Nats, of a point with `dimensions` coordinates; -Infinity where the density is 0. */
  logDensity(point: ArrayLike<number>): number
  /** Computed on request, which may take a moment for densities with little noise. */
  entropy(): Entropy
  /** Where it is a mixture of equal round Gaussians, so that the modes a model found can be counted. */
  readonly modes?: Modes
}
