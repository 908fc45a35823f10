// Eight Gaussians on a circle, the first on the positive x axis.

import type { KnownDensity } from '../densities/known-density.ts'
import { mixtureDensity } from '../densities/mixture-density.ts'
import { gaussLegendre } from '../densities/quadrature.ts'

export function eightGaussians(parameters: { readonly radius: number; readonly deviation: number }): KnownDensity {
  const { radius, deviation } = parameters
  const centres = Array.from({ length: 8 }, (_, k) => {
    const angle = (Math.PI * k) / 4
    return [radius * Math.cos(angle), radius * Math.sin(angle)]
  })
  const mixture = mixtureDensity(2, centres, deviation)
  return {
    ...mixture,
    /** All components being alike, the mean of -ln p over the first, a Gaussian about (radius, 0). */
    entropy() {
      const { nodes, weights } = gaussLegendre(-8, 8, 12)
      const density = weights.map((weight, i) => (weight * Math.exp(-(nodes[i]! ** 2) / 2)) / Math.sqrt(2 * Math.PI))
      let value = 0
      for (const [i, u] of nodes.entries())
        for (const [j, v] of nodes.entries())
          value -= density[i]! * density[j]! * mixture.logDensity([radius + deviation * u, deviation * v])
      return { value, kind: 'estimate', error: 1e-4 }
    },
  }
}
