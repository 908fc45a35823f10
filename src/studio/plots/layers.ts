// What a plot shows, from the back to the front. Colours are names: the style sheet gives each its colour in light and in
// dark on an element marked `data-colour`, as an entry of the legend is.
import type { ColourMapName } from './colour-maps.ts'

/** A square of cells over the whole frame, row after row from the lowest on, numbers from 0 to 1. */
export interface CellLayer {
  readonly layer: 'cells'
  readonly shares: Float32Array
  readonly map: ColourMapName
}

export interface DotLayer {
  readonly layer: 'dots'
  /** `[count, 2]`. */
  readonly places: Float32Array
  readonly colour: string
  /** CSS pixels. */
  readonly radius: number
  readonly isCross?: boolean
  readonly opacity?: number
}

/** Each place as a short word in the colour of its class. */
export interface WordLayer {
  readonly layer: 'words'
  readonly places: Float32Array
  readonly classOf: Uint8Array
  readonly words: readonly string[]
  readonly colours: readonly string[]
}

/** Bars side by side along the whole x axis. */
export interface BarLayer {
  readonly layer: 'bars'
  readonly heights: readonly number[]
  readonly colour: string
}

/** A line through places `[count, 2]`, from left to right. */
export interface LineLayer {
  readonly layer: 'line'
  readonly places: Float32Array
  readonly colour: string
  readonly isDashed?: boolean
}

/** A place that was chosen, with a ring around it. */
export interface RingLayer {
  readonly layer: 'ring'
  readonly at: readonly [number, number]
  readonly colour: string
}

export type PlotLayer = CellLayer | DotLayer | WordLayer | BarLayer | LineLayer | RingLayer
