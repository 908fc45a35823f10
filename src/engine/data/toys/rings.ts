import type { KnownDensity } from '../densities/known-density.ts'
import { ringsDensity } from '../densities/rings-density.ts'

/** Four circles, equally likely whatever their radius, as in FFJORD. */
export function rings({ noise }: { readonly noise: number }): KnownDensity {
  return ringsDensity([3, 2.25, 1.5, 0.75], noise)
}
