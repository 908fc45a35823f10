// The dark squares of a board of four by four squares with side two, each point of them equally likely (FFJORD).

import { uniforms } from '../../random/draws.ts'
import { substream } from '../../random/random-stream.ts'
import type { KnownDensity } from '../densities/known-density.ts'
import { wgslFloat } from '../densities/wgsl-float.ts'

const side = 2
/** Eight squares. */
const area = 8 * side ** 2

export function checkerboard(): KnownDensity {
  return {
    dimensions: 2,
    sample(count, stream) {
      const squares = uniforms(substream(stream, 'component'), count)
      const points = uniforms(substream(stream, 'place'), 2 * count)
      for (let i = 0; i < count; i++) {
        const square = Math.floor(8 * squares[i]!)
        const column = (square >> 1) - 2
        const row = 2 * (square & 1) - 2 + (column & 1)
        points[2 * i] = side * (column + points[2 * i]!)
        points[2 * i + 1] = side * (row + points[2 * i + 1]!)
      }
      return points
    },
    pointText: ({ choice, uniformPair }) => `
  let square = ${choice('component', 8)};
  let column = i32(square >> 1u) - 2;
  let row = 2 * i32(square & 1u) - 2 + (column & 1);
  point = ${wgslFloat(side)} * (vec2<f32>(f32(column), f32(row)) + ${uniformPair('place')});`,
    logDensity(point) {
      const column = Math.floor(point[0]! / side)
      const row = Math.floor(point[1]! / side)
      const isInside = column >= -2 && column < 2 && row >= -2 && row < 2
      return isInside && (column + row) % 2 === 0 ? -Math.log(area) : Number.NEGATIVE_INFINITY
    },
    entropy: () => ({ value: Math.log(area), kind: 'exact' }),
  }
}
