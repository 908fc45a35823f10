// The plane of a latent space that is shown, and where latents lie in it.
import { principalPlane } from '../../metrics/principal-plane.ts'
import type { LatentPlane } from '../../protocol/pictures.ts'

/**
 * @param size numbers of one latent.
 * @param codes latents of examples, one after another, where the model encodes.
 * @param previous the plane from before, so that the picture does not flip.
 */
export function latentPlane(size: number, codes?: Float32Array, previous?: LatentPlane): LatentPlane {
  if (size <= 2 || !codes) {
    return {
      method: { method: size <= 2 ? 'whole' : 'first' },
      origin: new Float32Array(size),
      axes: [axis(size, 0), axis(size, 1)],
    }
  }
  const { origin, axes, share } = principalPlane(codes, size, previous?.axes)
  return { method: { method: 'principal', share }, origin, axes }
}

const axis = (size: number, place: number): Float32Array =>
  Float32Array.from({ length: size }, (_, i) => +(i === place))

/** `[count, 2]`: how far each latent lies along each axis. */
export function projected(latents: Float32Array, { origin, axes }: LatentPlane): Float32Array {
  const size = origin.length
  const count = latents.length / size
  const places = new Float32Array(2 * count)
  for (let row = 0; row < count; row++)
    for (const [j, axis] of axes.entries()) {
      let along = 0
      for (let i = 0; i < size; i++) along += (latents[row * size + i]! - origin[i]!) * axis[i]!
      places[2 * row + j] = along
    }
  return places
}

/**
 * Latents with two numbers on a grid of the quantiles (i + 1/2) / side of each number's draws: equal steps of probability,
 * as in Kingma and Welling (2014), appendix A. Row after row from the largest second number down.
 */
export function quantileGrid(draws: Float32Array, side: number): Float32Array {
  const [first, second] = [0, 1].map((place) =>
    quantiles(
      draws.filter((_, i) => i % 2 === place),
      side,
    ),
  )
  const grid = new Float32Array(2 * side * side)
  for (let row = 0; row < side; row++)
    for (let column = 0; column < side; column++) {
      grid[2 * (row * side + column)] = first![column]!
      grid[2 * (row * side + column) + 1] = second![side - 1 - row]!
    }
  return grid
}

function quantiles(values: Float32Array, count: number): number[] {
  const sorted = values.toSorted()
  return Array.from({ length: count }, (_, i) => {
    const at = ((i + 0.5) / count) * (sorted.length - 1)
    const below = Math.floor(at)
    const [a, b] = [sorted[below]!, sorted[Math.min(below + 1, sorted.length - 1)]!]
    return a + (at - below) * (b - a)
  })
}
