// How a transform routes individual elements, to find elements that no transform changes.
import type { Fix } from './problems.ts'

/** Elements are counted row by row. */
export interface Routing {
  /** By output port: for each element the input element it comes from, and whether it depends on others. */
  readonly outputs: Readonly<Record<string, readonly RoutedElement[]>>
  /** An edit after which it transforms the elements that it currently leaves unchanged. */
  readonly alternative?: Fix
}

export interface RoutedElement {
  readonly from: number
  readonly touched: boolean
}
