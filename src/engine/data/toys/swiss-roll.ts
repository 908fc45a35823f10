// A spiral of one and a half turns: scikit-learn's make_swiss_roll seen from its end, a fifth as large, as in FFJORD.
// The point at t is (t cos t, t sin t) / 5, with t uniform on [3 pi / 2, 9 pi / 2].

import { normals, uniforms } from '../../random/draws.ts'
import { substream } from '../../random/random-stream.ts'
import { curveDensity, roundNoise } from '../densities/curve-density.ts'
import type { KnownDensity } from '../densities/known-density.ts'
import { entropyOnGrid } from '../densities/quadrature.ts'
import { wgslFloat } from '../densities/wgsl-float.ts'

const from = 1.5 * Math.PI
const to = 4.5 * Math.PI

export function swissRoll({ noise }: { readonly noise: number }): KnownDensity {
  const at = (t: number) => [(t * Math.cos(t)) / 5, (t * Math.sin(t)) / 5] as const
  const speed = Math.hypot(1, to) / 5
  const roll = curveDensity({ at, weight: () => 1 / (to - from), from, to, speed }, roundNoise(noise))
  const logDensity = (point: ArrayLike<number>): number => roll.logDensity(point[0]!, point[1]!)
  return {
    dimensions: 2,
    sample(count, stream) {
      const places = uniforms(substream(stream, 'curve'), count)
      const points = normals(substream(stream, 'noise'), 2 * count)
      for (let i = 0; i < count; i++) {
        const [x, y] = at(from + (to - from) * places[i]!)
        points[2 * i] = x + noise * points[2 * i]!
        points[2 * i + 1] = y + noise * points[2 * i + 1]!
      }
      return points
    },
    pointText: ({ uniform, normals }) => `
  let turns = ${wgslFloat(from / (2 * Math.PI))} + ${wgslFloat((to - from) / (2 * Math.PI))} * ${uniform('curve')};
  let rolled = ${wgslFloat((2 * Math.PI) / 5)} * turns * turn(fract(turns));
  point = rolled + ${wgslFloat(noise)} * ${normals('noise')};`,
    logDensity,
    entropy() {
      const end = to / 5 + 7 * noise
      const value = entropyOnGrid(logDensity, roll.isNear, { from: [-end, -end], to: [end, end] }, noise / 1.6)
      return { value, kind: 'estimate', error: 1e-4 }
    },
  }
}
