// Which elements a coupling layer keeps and which it moves. A mask takes a tensor apart and puts it together again; the
// first part holds the extra element where the count is odd.
import * as tf from '@tensorflow/tfjs-core'
import type { MovingElements } from '../fused/affine-coupling.ts'

/** How a coupling divides its input. */
export type CouplingMaskName = 'halves' | 'alternating' | 'checkerboard' | 'channel'

/** Divides the input of a coupling, and puts it together again. */
export interface CouplingMask {
  /** What stays, as the network sees it, and what moves. */
  parts(x: tf.Tensor): { readonly kept: tf.Tensor; readonly moving: tf.Tensor }
  /** The inverse of `parts`. */
  join(kept: tf.Tensor, moved: tf.Tensor): tf.Tensor
  /** Zeros the shift and the scale of elements that lie among the moving ones, but stay. Like `moving` in shape. */
  restrict(update: tf.Tensor): tf.Tensor
}

/** The mask of this name. @param swap keeps the second part instead of the first. */
export function couplingMask(name: CouplingMaskName, swap: boolean): CouplingMask {
  switch (name) {
    case 'halves':
    case 'channel':
      return twoParts(halves, swap)
    case 'alternating':
      return twoParts(alternating, swap)
    case 'checkerboard':
      return checkerboard(swap)
    default:
      return name satisfies never
  }
}

interface Parting {
  part(x: tf.Tensor): readonly [first: tf.Tensor, second: tf.Tensor]
  join(first: tf.Tensor, second: tf.Tensor): tf.Tensor
}

function twoParts({ part, join }: Parting, swap: boolean): CouplingMask {
  return {
    parts(x) {
      const [first, second] = part(x)
      return swap ? { kept: second, moving: first } : { kept: first, moving: second }
    },
    join: (kept, moved) => (swap ? join(moved, kept) : join(kept, moved)),
    restrict: (update) => update,
  }
}

const lastExtent = (x: tf.Tensor): number => x.shape.at(-1) ?? 1

/** The first and the second half of the last axis. */
export const halves: Parting = {
  part(x) {
    const first = Math.ceil(lastExtent(x) / 2)
    const [a, b] = tf.split(x, [first, lastExtent(x) - first], -1)
    return [a!, b!]
  },
  join: (first, second) => tf.concat([first, second], -1),
}

/** Even and odd places of vectors `[batch, n]`. */
const alternating: Parting = {
  part(x) {
    const [batch = 1, length = 1] = x.shape
    const places = length + (length % 2)
    const pairs = tf.reshape(tf.pad(x, [upTo(0), upTo(places - length)]), [batch, places / 2, 2])
    const [even, odd] = tf.split(pairs, 2, 2)
    const flat = (part: tf.Tensor) => tf.reshape(part, [batch, places / 2])
    return [flat(even!), tf.slice(flat(odd!), [0, 0], [batch, length - places / 2])]
  },
  join(even, odd) {
    const [batch = 1, count = 1] = even.shape
    const length = count + lastExtent(odd)
    const filled = tf.pad(odd, [upTo(0), upTo(2 * count - length)])
    return tf.slice(tf.reshape(tf.stack([even, filled], 2), [batch, 2 * count]), [0, 0], [batch, length])
  },
}

const upTo = (after: number): [number, number] => [0, after]

/** Pixels of even and of odd row + column (Dinh et al. 2017, fig. 3). What stays is seen in its place, with zeros between. */
function checkerboard(swap: boolean): CouplingMask {
  const even = (x: tf.Tensor) => board(x, swap ? 1 : 0)
  const odd = (x: tf.Tensor) => board(x, swap ? 0 : 1)
  return {
    parts: (x) => ({ kept: tf.mul(x, even(x)), moving: x }),
    join: (_kept, moved) => moved,
    restrict: (update) => tf.mul(update, odd(update)),
  }
}

/** Ones where (row + column) mod 2 is `remainder`: `[height, width, 1]`. */
function board({ shape: [, height = 1, width = 1] }: tf.Tensor, remainder: number): tf.Tensor {
  const ones = Float32Array.from({ length: height * width }, (_, i) =>
    (Math.floor(i / width) + (i % width)) % 2 === remainder ? 1 : 0,
  )
  return tf.tensor(ones, [height, width, 1])
}

/** Which elements of x move, as places. */
export function movingElements(name: CouplingMaskName, swap: boolean, x: tf.Tensor): MovingElements {
  const length = lastExtent(x)
  const [first, second] = [Math.ceil(length / 2), Math.floor(length / 2)]
  switch (name) {
    case 'halves':
    case 'channel':
      return swap ? { count: first, first: 0, step: 1 } : { count: second, first, step: 1 }
    case 'alternating':
      return swap ? { count: first, first: 0, step: 2 } : { count: second, first: 1, step: 2 }
    case 'checkerboard':
      return { count: length, first: 0, step: 1, parity: swap ? 0 : 1 }
    default:
      return name satisfies never
  }
}
