// Where the values of a density lie: on a grid over a square, row after row from the lowest y on, or along a curve.
import type { Extent } from './pictures.ts'

/** Cells along each side of a grid; values are those at the middle of a cell. */
const gridSide = 96
/** Values along a curve, both ends included. */
const curveLength = 201

/** `[gridSide², 2]`. */
export function gridPositions([[left, right], [bottom, top]]: readonly [x: Extent, y: Extent]): Float32Array {
  const positions = new Float32Array(2 * gridSide ** 2)
  for (let row = 0; row < gridSide; row++)
    for (let column = 0; column < gridSide; column++) {
      const at = 2 * (row * gridSide + column)
      positions[at] = left + ((column + 0.5) / gridSide) * (right - left)
      positions[at + 1] = bottom + ((row + 0.5) / gridSide) * (top - bottom)
    }
  return positions
}

export const curvePositions = ([low, high]: Extent): Float32Array =>
  Float32Array.from({ length: curveLength }, (_, i) => low + (i / (curveLength - 1)) * (high - low))
