// Twenty-five Gaussians on a grid of five by five about the origin.

import type { KnownDensity } from '../densities/known-density.ts'
import { mixtureDensity } from '../densities/mixture-density.ts'
import { gaussianMixture } from './gaussian-mixture.ts'

export function gaussianGrid(parameters: { readonly spacing: number; readonly deviation: number }): KnownDensity {
  const { spacing, deviation } = parameters
  const places = [-2, -1, 0, 1, 2].map((k) => k * spacing)
  const centres = places.flatMap((x) => places.map((y) => [x, y]))
  return {
    ...mixtureDensity(2, centres, deviation),
    /** Both coordinates are independent, each a mixture of five. */
    entropy() {
      const { value } = gaussianMixture({ components: 5, mean: 0, spacing, deviation }).entropy()
      return { value: 2 * value, kind: 'estimate', error: 2e-4 }
    },
  }
}
