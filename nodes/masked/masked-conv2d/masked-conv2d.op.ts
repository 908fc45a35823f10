import * as tf from '@tensorflow/tfjs-core'
import { convolve, type Described, windowSums } from '../../../src/engine/index.ts'

type Mask = 'A' | 'B' | 'rowsAbove' | 'rowsTo' | 'leftOf' | 'leftTo'

/**
 * A convolution that looks above and to the left (van den Oord et al. 2016, section 3.4). x `[batch, height, width, in]`,
 * y the same with `filters` channels. The kernel `[rows, columns, in, filters]` stores only the rows that the mask keeps; in the
 * last one, types A and B also store the masked columns right of the centre.
 */
export function maskedConv2d(
  { x }: { x: tf.Tensor },
  { kernel, bias }: { kernel: tf.Tensor; bias: tf.Tensor },
  { mask }: { readonly mask: Mask },
): { y: tf.Tensor } {
  const [rows = 1, columns = 1] = kernel.shape
  const [, height = 1, width = 1] = x.shape
  const { top, left, right } = paddingOf(mask, rows, columns)
  const padded = tf.pad4d(x as tf.Tensor4D, [
    [0, 0],
    [top, 0],
    [left, right],
    [0, 0],
  ])
  const seen = tf.slice(padded, [0, 0, 0, 0], [-1, height + rows - 1, width + columns - 1, -1])
  const live = isSquare(mask) ? tf.mul(kernel, liveColumns(rows, columns, mask)) : kernel
  return { y: convolve(seen, live, bias, 1, 'valid') }
}

/** Pads the image so that every window ends at its own pixel, or one before it if that is masked. */
function paddingOf(mask: Mask, rows: number, columns: number): { top: number; left: number; right: number } {
  const isOneSided = mask === 'leftOf' || mask === 'leftTo'
  const centre = isOneSided ? columns - 1 : Math.floor(columns / 2)
  return {
    top: mask === 'rowsAbove' ? rows : rows - 1,
    left: mask === 'leftOf' ? columns : centre,
    right: isOneSided ? 0 : columns - 1 - centre,
  }
}

const isSquare = (mask: Mask): mask is 'A' | 'B' => mask === 'A' || mask === 'B'

/** The first masked column of the last row: after the centre, or for type A the centre itself. */
const firstHidden = (columns: number, mask: 'A' | 'B'): number => Math.floor(columns / 2) + (mask === 'B' ? 1 : 0)

/** Ones, with zeros where the last row is masked: `[rows, columns, 1, 1]`. */
function liveColumns(rows: number, columns: number, mask: 'A' | 'B'): tf.Tensor {
  const first = firstHidden(columns, mask)
  const places = Array.from({ length: rows * columns }, (_, i) => {
    const isLastRow = i >= (rows - 1) * columns
    return isLastRow && i % columns >= first ? 0 : 1
  })
  return tf.tensor(places, [rows, columns, 1, 1])
}

maskedConv2d.incremental = ({ inputs, weights, params: { mask } }: Described<{ readonly mask: Mask }>) => {
  const { kernel, bias } = weights
  const [rows = 1, columns = 1] = kernel!.shape
  const { top, left } = paddingOf(mask, rows, columns)
  const lastRow = isSquare(mask) ? firstHidden(columns, mask) : columns
  return windowSums(
    { image: inputs.x!.shape, size: [rows, columns], start: [-top, -left], lastRow },
    kernel!.values,
    bias!.values,
  )
}
