// Two interleaved half circles of radius one, as scikit-learn's make_moons, with Gaussian noise on every point.
// The lower moon is the upper one turned by half a turn: (x, y) -> (1 - x, 1/2 - y).

import { normals, uniforms } from '../../random/draws.ts'
import { substream } from '../../random/random-stream.ts'
import { curveDensity, logMeanOfTwo, roundNoise } from '../densities/curve-density.ts'
import type { KnownDensity } from '../densities/known-density.ts'
import { entropyOnGrid } from '../densities/quadrature.ts'
import { wgslFloat } from '../densities/wgsl-float.ts'

export function twoMoons({ noise }: { readonly noise: number }): KnownDensity {
  const at = (t: number) => [Math.cos(t), Math.sin(t)] as const
  const arc = curveDensity({ at, weight: () => 1 / Math.PI, from: 0, to: Math.PI, speed: 1 }, roundNoise(noise))
  const logDensity = (point: ArrayLike<number>): number => {
    const [x, y] = [point[0]!, point[1]!]
    return logMeanOfTwo(arc.logDensity(x, y), arc.logDensity(1 - x, 0.5 - y))
  }
  return {
    dimensions: 2,
    sample(count, stream) {
      const which = uniforms(substream(stream, 'component'), count)
      const places = uniforms(substream(stream, 'curve'), count)
      const points = normals(substream(stream, 'noise'), 2 * count)
      for (let i = 0; i < count; i++) {
        const [x, y] = at(Math.PI * places[i]!)
        const upper = which[i]! < 0.5
        points[2 * i] = (upper ? x : 1 - x) + noise * points[2 * i]!
        points[2 * i + 1] = (upper ? y : 0.5 - y) + noise * points[2 * i + 1]!
      }
      return points
    },
    pointText: ({ uniform, normals }) => `
  let upper = turn(0.5 * ${uniform('curve')});
  let lower = vec2<f32>(1.0, 0.5) - upper;
  point = select(lower, upper, ${uniform('component')} < 0.5) + ${wgslFloat(noise)} * ${normals('noise')};`,
    logDensity,
    entropy() {
      const margin = 7 * noise
      const box = { from: [-1 - margin, -0.5 - margin], to: [2 + margin, 1 + margin] } as const
      const isNear = (x: number, y: number) => arc.isNear(x, y) || arc.isNear(1 - x, 0.5 - y)
      return { value: entropyOnGrid(logDensity, isNear, box, noise / 1.6), kind: 'estimate', error: 1e-4 }
    },
  }
}
