// Shapes of matrices on the last two axes, and which of them meet when the axes before broadcast.
import type { TensorInfo } from '@tensorflow/tfjs-core'
import { elementCount } from './wasm-backend.ts'

/** For each position of `outer`, row-major, the position in `shape` that broadcasts to it. */
export function broadcastIndices(shape: number[], outer: number[]): number[] {
  let indices = [0]
  const missingAxes = outer.length - shape.length
  for (const [axis, size] of outer.entries()) {
    const own = axis < missingAxes ? 1 : shape[axis - missingAxes]!
    indices = indices.flatMap((index) => Array.from({ length: size }, (_, i) => index * own + (own === 1 ? 0 : i)))
  }
  return indices
}

export function batchSize(tensor: TensorInfo): number {
  return elementCount(tensor.shape.slice(0, -2))
}

export function lastTwo(shape: number[]): [number, number] {
  return [shape.at(-2) ?? 1, shape.at(-1) ?? 1]
}
