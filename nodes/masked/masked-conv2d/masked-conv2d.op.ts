import * as tf from '@tensorflow/tfjs-core'

type Mask = 'A' | 'B' | 'rowsAbove' | 'rowsTo' | 'leftOf' | 'leftTo'

/**
 * A convolution that looks above and to the left (van den Oord et al. 2016, section 3.4). x `[batch, height, width, in]`,
 * y the same with `filters` channels. The kernel `[rows, columns, in, filters]` holds only what the mask leaves, down to
 * the last row, in which types A and B have columns on both sides of the centre.
 */
export function maskedConv2d(
  { x }: { x: tf.Tensor },
  { kernel, bias }: { kernel: tf.Tensor; bias: tf.Tensor },
  { mask }: { readonly mask: Mask },
): { y: tf.Tensor } {
  const [rows = 1, columns = 1] = kernel.shape
  const [, height = 1, width = 1] = x.shape
  const isOneSided = mask === 'leftOf' || mask === 'leftTo'
  // Zeros around the image, so that every window ends at its own pixel, or one before where that is hidden.
  const top = mask === 'rowsAbove' ? rows : rows - 1
  const centre = isOneSided ? columns - 1 : Math.floor(columns / 2)
  const left = mask === 'leftOf' ? columns : centre
  const right = isOneSided ? 0 : columns - 1 - centre
  const padded = tf.pad4d(x as tf.Tensor4D, [
    [0, 0],
    [top, 0],
    [left, right],
    [0, 0],
  ])
  const seen = tf.slice(padded, [0, 0, 0, 0], [-1, height + rows - 1, width + columns - 1, -1])
  const live = mask === 'A' || mask === 'B' ? tf.mul(kernel, liveColumns(rows, columns, mask === 'B')) : kernel
  return { y: tf.add(tf.conv2d(seen as tf.Tensor4D, live as tf.Tensor4D, 1, 'valid'), bias) }
}

/** Ones, and in the last row zeros behind the centre, of type A also in it: `[rows, columns, 1, 1]`. */
function liveColumns(rows: number, columns: number, withCentre: boolean): tf.Tensor {
  const centre = Math.floor(columns / 2)
  const first = withCentre ? centre + 1 : centre
  const places = Array.from({ length: rows * columns }, (_, i) => {
    const isLastRow = i >= (rows - 1) * columns
    return isLastRow && i % columns >= first ? 0 : 1
  })
  return tf.tensor(places, [rows, columns, 1, 1])
}
