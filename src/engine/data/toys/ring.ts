import type { KnownDensity } from '../densities/known-density.ts'
import { ringsDensity } from '../densities/rings-density.ts'

/** One circle. */
export function ring({ radius, noise }: { readonly radius: number; readonly noise: number }): KnownDensity {
  return ringsDensity([radius], noise)
}
