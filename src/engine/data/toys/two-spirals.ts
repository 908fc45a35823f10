// Two spiral arms of one and a half turns, one the other turned by half a turn, as in FFJORD: an arm's point is
// (-t cos t + b, t sin t + b') / 3 with t = 3 pi sqrt(u), and u, 2b, 2b' uniform on [0, 1]; then Gaussian noise.

import { normals, uniforms } from '../../random/draws.ts'
import { substream } from '../../random/random-stream.ts'
import { curveDensity, logMeanOfTwo } from '../densities/curve-density.ts'
import type { KnownDensity } from '../densities/known-density.ts'
import { logSpread } from '../densities/normal-interval.ts'
import { entropyOnGrid } from '../densities/quadrature.ts'
import { wgslFloat } from '../densities/wgsl-float.ts'

const end = 3 * Math.PI
/** Side of the square that b and b' spread a point of the arm over. */
const side = 1 / 6

export function twoSpirals({ noise }: { readonly noise: number }): KnownDensity {
  const at = (t: number) => [(-t * Math.cos(t)) / 3, (t * Math.sin(t)) / 3] as const
  const logSide = logSpread(side, noise)
  const beyond = (d: number) => Math.max(-d, d - side, 0)
  const arm = curveDensity(
    { at, weight: (t) => (2 * t) / end ** 2, from: 0, to: end, speed: Math.hypot(1, end) / 3 },
    {
      logKernel: (dx, dy) => logSide(dx) + logSide(dy),
      squaredDistance: (dx, dy) => beyond(dx) ** 2 + beyond(dy) ** 2,
      deviation: noise,
    },
  )
  const logDensity = (point: ArrayLike<number>): number => {
    const [x, y] = [point[0]!, point[1]!]
    return logMeanOfTwo(arm.logDensity(x, y), arm.logDensity(-x, -y))
  }
  return {
    dimensions: 2,
    sample(count, stream) {
      const which = uniforms(substream(stream, 'component'), count)
      const places = uniforms(substream(stream, 'curve'), count)
      const spread = uniforms(substream(stream, 'spread'), 2 * count)
      const points = normals(substream(stream, 'noise'), 2 * count)
      for (let i = 0; i < count; i++) {
        const sign = which[i]! < 0.5 ? 1 : -1
        const [x, y] = at(end * Math.sqrt(places[i]!))
        points[2 * i] = sign * (x + side * spread[2 * i]!) + noise * points[2 * i]!
        points[2 * i + 1] = sign * (y + side * spread[2 * i + 1]!) + noise * points[2 * i + 1]!
      }
      return points
    },
    pointText: ({ uniform, uniformPair, normals }) => `
  let turns = ${wgslFloat(end / (2 * Math.PI))} * sqrt(${uniform('curve')});
  let along = ${wgslFloat((2 * Math.PI) / 3)} * turns * vec2<f32>(-1.0, 1.0) * turn(fract(turns));
  let sign = select(-1.0, 1.0, ${uniform('component')} < 0.5);
  point = sign * (along + ${wgslFloat(side)} * ${uniformPair('spread')}) + ${wgslFloat(noise)} * ${normals('noise')};`,
    logDensity,
    entropy() {
      const reach = end / 3 + side + 7 * noise
      const isNear = (x: number, y: number) => arm.isNear(x, y) || arm.isNear(-x, -y)
      const value = entropyOnGrid(logDensity, isNear, { from: [-reach, -reach], to: [reach, reach] }, noise / 1.6)
      return { value, kind: 'estimate', error: 1e-4 }
    },
  }
}
