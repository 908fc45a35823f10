import { type Distribution, uniform as uniformDensity } from '../../../src/engine/index.ts'

/** Uniform on [0, 1] for each element. */
export function uniform(): { p: Distribution } {
  return { p: uniformDensity() }
}
