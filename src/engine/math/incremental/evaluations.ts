// The ways in which ops are evaluated in blocks: element by element, position by position, and as sums of weighted inputs.
import { type Evaluation, type Laid, type Place, type See, sizeOf } from './rule.ts'

/** y_i = f(x_i), laid out as x is. */
export function elementwise({ block }: Laid, f: (x: number) => number): Evaluation {
  return {
    block,
    constants: [],
    reads: (at, see) => see('x', at * block, block),
    evaluate(at, { rows, inputs, output }) {
      const x = inputs.x!
      const end = (at + 1) * block * rows
      for (let i = at * block * rows; i < end; i++) output[i] = f(x[i]!)
    },
  }
}

/** The same numbers in the same order, whatever their shape. */
export const sameElements = (x: Laid): Evaluation => elementwise(x, (value) => value)

/** y_i = Σ_k x_k,i. `undefined` where the inputs' blocks do not fit into each other. */
export function elementwiseSum(inputs: Readonly<Record<string, Laid>>): Evaluation | undefined {
  const names = Object.keys(inputs)
  const blocks = Object.values(inputs).map(({ block }) => block)
  const block = Math.max(...blocks)
  if (blocks.some((other) => block % other !== 0)) return undefined
  return {
    block,
    constants: [],
    reads(at, see) {
      for (const name of names) see(name, at * block, block)
    },
    evaluate(at, { rows, inputs: arrays, output }) {
      const start = at * block * rows
      const end = start + block * rows
      output.fill(0, start, end)
      for (const name of names) {
        const x = arrays[name]!
        for (let i = start; i < end; i++) output[i]! += x[i]!
      }
    },
  }
}

/**
 * Each position, all that shares the last axis, from the same position of each input.
 * @param evaluate writes the channels of one position: input by name, at the offsets of their first channels.
 */
export function positionwise(
  inputs: Readonly<Record<string, Laid>>,
  channels: number,
  evaluate: (position: number, place: Place) => void,
): Evaluation {
  return {
    block: channels,
    constants: [],
    reads(position, see) {
      for (const [name, { shape }] of Object.entries(inputs)) {
        const width = shape.at(-1) ?? 1
        see(name, position * width, width)
      }
    },
    evaluate,
  }
}

/** Calls back with a run of input elements and the row of the weights that belongs to the first of them. */
export type Segments = (block: number, see: (input: string, from: number, count: number, row: number) => void) => void

/**
 * A block of `width` outputs, each a bias and a weighted sum over the block's segments.
 * @param weights `[rows, width]`, or several such matrices, if `segments` counts rows through all of them.
 * @param bias `[width]`, or one such vector for each block, which repeat from the first on.
 */
export function weightedSums(width: number, weights: Float32Array, bias: Float32Array, segments: Segments): Evaluation {
  const biases = bias.length / width
  return {
    block: width,
    constants: [weights, bias],
    reads: (block, see) => segments(block, see),
    evaluate(block, { rows, inputs, output, constants, multiplyAdd }) {
      const [w, b] = constants
      const from = block * width
      for (let k = 0; k < width; k++) {
        output.fill(b![(block % biases) * width + k]!, (from + k) * rows, (from + k + 1) * rows)
      }
      segments(block, (input, at, count, row) => {
        multiplyAdd(output, from * rows, inputs[input]!, at * rows, w!, row * width, count, width, rows)
      })
    },
  }
}

/** Sums over windows that move across an image with its border of zeros. */
export interface Window {
  /** Of the input: height, width, channels. */
  readonly image: readonly number[]
  /** Rows and columns of the kernel. */
  readonly size: readonly [rows: number, columns: number]
  /** Where the kernel's first row and column lie, relative to the position itself. */
  readonly start: readonly [row: number, column: number]
  /** How many columns of the kernel's last row count, from the first on. */
  readonly lastRow: number
}

/** A convolution, evaluated position by position. @param kernel `[rows, columns, in, filters]`. */
export function windowSums(window: Window, kernel: Float32Array, bias: Float32Array): Evaluation {
  const [height = 1, width = 1, channels = 1] = window.image
  const [rows, columns] = window.size
  const [startRow, startColumn] = window.start
  const segments = (position: number, see: Parameters<Segments>[1]): void => {
    const row = Math.floor(position / width) + startRow
    const column = (position % width) + startColumn
    const first = Math.max(0, -column)
    for (let i = Math.max(0, -row); i < rows && row + i < height; i++) {
      const end = Math.min(i === rows - 1 ? window.lastRow : columns, width - column)
      if (end <= first) continue
      const from = ((row + i) * width + column + first) * channels
      see('x', from, (end - first) * channels, (i * columns + first) * channels)
    }
  }
  return weightedSums(bias.length, kernel, bias, segments)
}

/** Reads every element of the inputs' position `element · width` to `element · width + width - 1`, for distributions. */
export const readsAlike =
  (widths: Readonly<Record<string, number>>) =>
  (element: number, see: See): void => {
    for (const [name, width] of Object.entries(widths)) see(name, element * width, width)
  }

/** How many positions a layout has; a vector has one. */
export const channelsOf = ({ shape }: Laid): number => shape.at(-1) ?? sizeOf(shape)
