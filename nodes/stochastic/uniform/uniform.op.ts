import { uniform as uniformDensity } from '../../../src/math/distributions/uniform.ts'
import type { Distribution } from '../../../src/math/op.ts'

/** Uniform on [0, 1], each element. */
export function uniform(): { p: Distribution } {
  return { p: uniformDensity() }
}
