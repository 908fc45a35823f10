// How a node mixes the positions of what it is given: what an autoregressive model needs to know of each of its layers.
// A position is a pixel of an image with all its channels, or an element of a vector.
import type { Shape } from './signals.ts'

/** Positions row by row. */
export const rasterOrder = 'raster'

export type Mixing =
  /** Each element depends on the element in its place alone. */
  | 'none'
  /** Each element depends on the elements of its own position. */
  | 'channels'
  /** Each element may depend on all others. */
  | 'all'
  | OrderedMixing

export interface OrderedMixing {
  /**
   * `causal`: a position depends on those up to itself. `strict`: on those before itself. `rows`: on its own row and the
   * rows above. `rowsAbove`: on the rows above.
   */
  readonly reach: 'causal' | 'strict' | 'rows' | 'rowsAbove'
  /** The order in which "before" is meant: `rasterOrder`, or a name of its own for any other. */
  readonly order: string
  /** The order goes from channel to channel within a position, too. */
  readonly ordersChannels?: boolean
}

/** Whether each position holds one number, so that another layout of the same elements has the same positions. */
export const hasOneNumberEach = (shape: Shape): boolean => shape.length === 1 || shape.at(-1) === 1
