import { type Distribution, standardNormal as standardNormalPrior } from '../../../src/engine/index.ts'

/** N(0, 1) on each element. */
export function standardNormal(): { p: Distribution } {
  return { p: standardNormalPrior() }
}
