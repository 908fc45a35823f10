import { type Distribution, logistic as logisticDensity } from '../../../src/engine/index.ts'

/** The standard logistic density on each element. */
export function logistic(): { p: Distribution } {
  return { p: logisticDensity() }
}
