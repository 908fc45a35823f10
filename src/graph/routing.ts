// What becomes of single elements in a transform, so that one which no transform ever touches can be found.
import type { Fix } from './problems.ts'

/** Elements are counted row by row. */
export interface Routing {
  /** By output port: for each of its elements the input element it comes from, and whether others had a say in it. */
  readonly outputs: Readonly<Record<string, readonly RoutedElement[]>>
  /** An edit after which it touches the elements that it leaves alone now. */
  readonly alternative?: Fix
}

export interface RoutedElement {
  readonly from: number
  readonly touched: boolean
}
