import { standardNormal as standardNormalPrior } from '../../../src/math/distributions/standard-normal.ts'
import type { Distribution } from '../../../src/math/op.ts'

/** N(0, 1) on each element. */
export function standardNormal(): { p: Distribution } {
  return { p: standardNormalPrior() }
}
