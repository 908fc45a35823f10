import type { KnownDensity } from '../densities/known-density.ts'
import { ringsDensity } from '../densities/rings-density.ts'

/** Two circles, of radius 3 and 3/2: scikit-learn's make_circles with factor 1/2, three times as large, as in FFJORD. */
export function circles({ noise }: { readonly noise: number }): KnownDensity {
  return ringsDensity([3, 1.5], noise)
}
