// A density of one or two dimensions on a grid of midpoints: how much of it lies in each cell, and in all of them.
import * as tf from '@tensorflow/tfjs-core'
import { numbersOf } from '../examples.ts'

/** log p of points `[rows, ...event]`, in nats: `[rows]`. */
export type LogDensity = (x: tf.Tensor) => tf.Tensor

export interface Box {
  readonly low: readonly number[]
  readonly high: readonly number[]
}

export interface Grid {
  readonly box: Box
  /** Cells along each side. */
  readonly side: number
  /** Probability of each cell, the last dimension the fastest. */
  readonly mass: Float64Array
}

/** Rows of one evaluation. */
const rowsPerPass = 4096

export async function gridOf(logDensity: LogDensity, event: readonly number[], box: Box, side: number): Promise<Grid> {
  const dimensions = box.low.length
  const widths = box.low.map((low, d) => (box.high[d]! - low) / side)
  const cell = widths.reduce((product, width) => product * width, 1)
  const mass = new Float64Array(side ** dimensions)
  for (let first = 0; first < mass.length; first += rowsPerPass) {
    const rows = Math.min(rowsPerPass, mass.length - first)
    const points = new Float32Array(rows * dimensions)
    for (let row = 0; row < rows; row++) {
      let index = first + row
      for (let d = dimensions - 1; d >= 0; d--) {
        points[row * dimensions + d] = box.low[d]! + ((index % side) + 0.5) * widths[d]!
        index = Math.floor(index / side)
      }
    }
    const logs = await numbersOf(tf.tidy(() => tf.clone(logDensity(tf.tensor(points, [rows, ...event])))))
    for (let row = 0; row < rows; row++) mass[first + row] = Math.exp(logs[row]!) * cell
  }
  return { box, side, mass }
}

export const totalOf = ({ mass }: Grid): number => mass.reduce((sum, one) => sum + one, 0)

/** What lies in the outermost tenth of the cells. */
export function atTheEdge({ box, side, mass }: Grid): number {
  const frame = Math.ceil(side / 20)
  const isInside = (index: number) => index >= frame && index < side - frame
  return mass.reduce((sum, one, i) => {
    const places = box.low.map((_, d) => Math.floor(i / side ** d) % side)
    return places.every(isInside) ? sum : sum + one
  }, 0)
}

/** Cells put together, `factor` along each side. */
export function coarser({ box, side, mass }: Grid, factor: number): Grid {
  const few = side / factor
  const sums = new Float64Array(few ** box.low.length)
  for (const [i, one] of mass.entries()) {
    let index = 0
    for (let d = box.low.length - 1; d >= 0; d--)
      index = index * few + Math.floor((Math.floor(i / side ** d) % side) / factor)
    sums[index]! += one
  }
  return { box, side: few, mass: sums }
}

/** How many points fall into each cell; those outside into none. */
export function countsIn({ box, side, mass }: Grid, points: ArrayLike<number>): Float64Array {
  const dimensions = box.low.length
  const counts = new Float64Array(mass.length)
  for (let row = 0; row < points.length / dimensions; row++) {
    let index = 0
    for (let d = 0; d < dimensions; d++) {
      const place = Math.floor(((points[row * dimensions + d]! - box.low[d]!) / (box.high[d]! - box.low[d]!)) * side)
      index = place >= 0 && place < side && index >= 0 ? index * side + place : -1
    }
    if (index >= 0) counts[index]!++
  }
  return counts
}

/** Around all the points, with a half of their range on each side; `limits` are those that data cannot leave. */
export function boxAround(points: ArrayLike<number>, dimensions: number, limits?: readonly [number, number]): Box {
  const low = new Array<number>(dimensions).fill(Number.POSITIVE_INFINITY)
  const high = new Array<number>(dimensions).fill(Number.NEGATIVE_INFINITY)
  for (let i = 0; i < points.length; i++) {
    const d = i % dimensions
    low[d] = Math.min(low[d]!, points[i]!)
    high[d] = Math.max(high[d]!, points[i]!)
  }
  return widened({ low, high }, 0.5, limits)
}

/** Wider by a part of its range on each side. */
export function widened({ low, high }: Box, part: number, limits?: readonly [number, number]): Box {
  const [least, most] = limits ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]
  const ranges = low.map((one, d) => Math.max(high[d]! - one, 1e-3))
  return {
    low: low.map((one, d) => Math.max(least, one - part * ranges[d]!)),
    high: high.map((one, d) => Math.min(most, one + part * ranges[d]!)),
  }
}
