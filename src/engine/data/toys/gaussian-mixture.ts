// Equal Gaussians in a row on the line, their centres equally far apart.

import type { KnownDensity } from '../densities/known-density.ts'
import { mixtureDensity } from '../densities/mixture-density.ts'
import { gaussLegendre } from '../densities/quadrature.ts'

export function gaussianMixture(parameters: {
  readonly components: number
  /** Of the whole. */
  readonly mean: number
  readonly spacing: number
  /** Of each component. */
  readonly deviation: number
}): KnownDensity {
  const { components, mean, spacing, deviation } = parameters
  const centres = Array.from({ length: components }, (_, k) => [mean + (k - (components - 1) / 2) * spacing])
  const mixture = mixtureDensity(1, centres, deviation)
  return {
    ...mixture,
    /** The mean of -ln p, component by component: each is a Gaussian of known deviation, however far apart they lie. */
    entropy() {
      const { nodes, weights } = gaussLegendre(-8, 8, 16)
      const value = centres.reduce((total, [centre]) => {
        const mean = nodes.reduce((sum, u, i) => {
          const probability = (weights[i]! * Math.exp(-(u ** 2) / 2)) / Math.sqrt(2 * Math.PI)
          return sum - probability * mixture.logDensity([centre! + deviation * u])
        }, 0)
        return total + mean / components
      }, 0)
      return { value, kind: 'estimate', error: 1e-4 }
    },
  }
}
