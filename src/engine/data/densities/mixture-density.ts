// Equal round Gaussians about given centres, equally likely.

import { normals, uniforms } from '../../random/draws.ts'
import { substream } from '../../random/random-stream.ts'
import type { KnownDensity } from './known-density.ts'
import { wgslFloat } from './wgsl-float.ts'

/**
 * The density without its entropy, which each mixture has its own way to.
 * @param centres each with `dimensions` coordinates.
 */
export function mixtureDensity(
  dimensions: 1 | 2,
  centres: readonly (readonly number[])[],
  deviation: number,
): Omit<KnownDensity, 'entropy'> {
  const logNormaliser = Math.log(centres.length) + dimensions * Math.log(deviation * Math.sqrt(2 * Math.PI))
  const exponents = new Float64Array(centres.length)
  return {
    dimensions,
    modes: { centres, deviation },
    sample(count, stream) {
      const which = uniforms(substream(stream, 'component'), count)
      const points = normals(substream(stream, 'noise'), dimensions * count)
      for (let i = 0; i < count; i++) {
        const centre = centres[Math.floor(which[i]! * centres.length)]!
        for (let axis = 0; axis < dimensions; axis++) {
          const place = dimensions * i + axis
          points[place] = centre[axis]! + deviation * points[place]!
        }
      }
      return points
    },
    pointText: ({ choice, normals }) => {
      const type = dimensions === 1 ? 'f32' : 'vec2<f32>'
      const places = centres.map((centre) => `${type}(${centre.map(wgslFloat)})`)
      return `
  var centres = array<${type}, ${centres.length}>(${places});
  point = centres[${choice('component', centres.length)}] + ${wgslFloat(deviation)} * ${normals('noise')};`
    },
    logDensity(point) {
      let largest = Number.NEGATIVE_INFINITY
      for (const [k, centre] of centres.entries()) {
        let squares = 0
        for (let axis = 0; axis < dimensions; axis++) squares += ((point[axis]! - centre[axis]!) / deviation) ** 2
        exponents[k] = -squares / 2
        largest = Math.max(largest, exponents[k]!)
      }
      if (largest === Number.NEGATIVE_INFINITY) return largest
      return (
        largest + Math.log(exponents.reduce((sum, exponent) => sum + Math.exp(exponent - largest), 0)) - logNormaliser
      )
    },
  }
}
