import { logistic as logisticDensity } from '../../../src/math/distributions/logistic.ts'
import type { Distribution } from '../../../src/math/op.ts'

/** The standard logistic density on each element. */
export function logistic(): { p: Distribution } {
  return { p: logisticDensity() }
}
