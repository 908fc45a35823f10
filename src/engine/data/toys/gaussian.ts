import type { KnownDensity } from '../densities/known-density.ts'
import { mixtureDensity } from '../densities/mixture-density.ts'

/** One Gaussian on the line; its entropy is ln(2 pi e s^2) / 2. */
export function gaussian({ mean, deviation }: { readonly mean: number; readonly deviation: number }): KnownDensity {
  return {
    ...mixtureDensity(1, [[mean]], deviation),
    entropy: () => ({ value: Math.log(2 * Math.PI * Math.E * deviation ** 2) / 2, kind: 'exact' }),
  }
}
