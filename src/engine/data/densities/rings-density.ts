// Circles about the origin, equally likely, each point moved by a round Gaussian.

import { normals, uniforms } from '../../random/draws.ts'
import { substream } from '../../random/random-stream.ts'
import type { KnownDensity } from './known-density.ts'
import { gaussLegendre } from './quadrature.ts'
import { scaledBesselI0 } from './scaled-bessel.ts'
import { wgslFloat } from './wgsl-float.ts'

/**
 * With noise s, p(x) is the mean over the radii R of exp(-(r^2 + R^2) / 2s^2) I0(r R / s^2) / (2 pi s^2), where r = |x|
 * (Rice's distribution of r, spread over the circle).
 */
export function ringsDensity(radii: readonly number[], noise: number): KnownDensity {
  const variance = noise ** 2
  const logDensity = (r: number): number => {
    const exponents = radii.map((radius) => -((r - radius) ** 2) / (2 * variance))
    const largest = Math.max(...exponents)
    const sum = radii.reduce(
      (total, radius, i) => total + Math.exp(exponents[i]! - largest) * scaledBesselI0((r * radius) / variance),
      0,
    )
    return largest + Math.log(sum / (radii.length * 2 * Math.PI * variance))
  }
  return {
    dimensions: 2,
    sample(count, stream) {
      const which = uniforms(substream(stream, 'component'), count)
      const turns = uniforms(substream(stream, 'curve'), count)
      const points = normals(substream(stream, 'noise'), 2 * count)
      for (let i = 0; i < count; i++) {
        const radius = radii[Math.floor(which[i]! * radii.length)]!
        const angle = 2 * Math.PI * turns[i]!
        points[2 * i] = radius * Math.cos(angle) + noise * points[2 * i]!
        points[2 * i + 1] = radius * Math.sin(angle) + noise * points[2 * i + 1]!
      }
      return points
    },
    pointText: ({ choice, uniform, normals }) => `
  var radii = array<f32, ${radii.length}>(${radii.map(wgslFloat)});
  let radius = radii[${choice('component', radii.length)}];
  point = radius * turn(${uniform('curve')}) + ${wgslFloat(noise)} * ${normals('noise')};`,
    logDensity: (point) => logDensity(Math.hypot(point[0]!, point[1]!)),
    entropy() {
      const end = Math.max(...radii) + 9 * noise
      const { nodes, weights } = gaussLegendre(0, end, Math.ceil(end / noise))
      const value = nodes.reduce((sum, r, i) => {
        const logP = logDensity(r)
        return sum - weights[i]! * 2 * Math.PI * r * Math.exp(logP) * logP
      }, 0)
      return { value, kind: 'estimate', error: 1e-6 }
    },
  }
}
