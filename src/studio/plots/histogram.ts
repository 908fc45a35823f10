// Histograms as densities, so that they compare with a curve and with samples of another number.
import type { Extent } from '../../protocol/pictures.ts'

/** Heights of bars of equal width over an extent; those of all numbers, also outside, add up to an area of 1. */
export function histogram(values: Float32Array, [low, high]: Extent, bars: number): readonly number[] {
  const counts = new Array<number>(bars).fill(0)
  const width = (high - low) / bars
  for (const value of values) {
    const bar = Math.floor((value - low) / width)
    if (bar >= 0 && bar < bars) counts[bar] = (counts[bar] ?? 0) + 1
  }
  return counts.map((count) => count / Math.max(1, values.length) / width)
}

/** Numbers evenly spaced over an extent, both ends included, each with its place: `[count, 2]`. */
export function curveOver([low, high]: Extent, values: ArrayLike<number>): Float32Array {
  const places = new Float32Array(2 * values.length)
  for (let i = 0; i < values.length; i++) {
    places[2 * i] = low + (i / (values.length - 1)) * (high - low)
    places[2 * i + 1] = values[i] ?? 0
  }
  return places
}
