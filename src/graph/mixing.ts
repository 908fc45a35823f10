// How a node mixes the positions of its inputs, which an autoregressive model needs to know for each layer.
// A position is a pixel of an image with all its channels, or an element of a vector.
import type { Shape } from './signals.ts'

/** Positions row by row. */
export const rasterOrder = 'raster'

export type Mixing =
  /** Each element depends only on the element at its position. */
  | 'none'
  /** Each element depends on the elements at its position. */
  | 'channels'
  /** Each element may depend on all others. */
  | 'all'
  | OrderedMixing

export interface OrderedMixing {
  /** `causal`: a position depends on positions up to and including itself. `strict`: on previous positions. `rows`: on its own
   * row and the rows above. `rowsAbove`: on the rows above.
   */
  readonly reach: 'causal' | 'strict' | 'rows' | 'rowsAbove'
  /** The order that defines "before": `rasterOrder`, or a unique name for any other. */
  readonly order: string
  /** The order also runs over the channels within a position. */
  readonly ordersChannels?: boolean
}

/** Whether each position holds one number, so that another layout of the same elements has the same positions. */
export const hasOneNumberEach = (shape: Shape): boolean => shape.length === 1 || shape.at(-1) === 1
