// Problems of a graph with actionable messages: location, expected, received, and a fix.
import type { Endpoint } from './document.ts'
import type { Json, JsonObject } from './json.ts'
import type { ElementRange, Shape } from './signals.ts'

/** An edit as data, so that a fix can be listed, tried and applied later by `applyEdit`. */
export type Edit =
  | { readonly edit: 'setParam'; readonly node: string; readonly field: string; readonly value: Json }
  | { readonly edit: 'resetParam'; readonly node: string; readonly field: string }
  | { readonly edit: 'removeNode'; readonly node: string; readonly reconnect: boolean }
  | { readonly edit: 'connect'; readonly from: Endpoint; readonly to: Endpoint }
  | { readonly edit: 'disconnect'; readonly node: string; readonly port: string }
  /**
   * A new node on the wire that ends in `node.port`, through the new node's ports `input` and `output`; for all, on every
   * wire that starts where this one does and that the node's value depends on.
   */
  | {
      readonly edit: 'insertBefore'
      readonly node: string
      readonly port: string
      readonly kind: string
      readonly params: JsonObject
      readonly input: string
      readonly output: string
      readonly forAll?: true
    }
  /** A new node whose `output` is wired into `node.port`. */
  | {
      readonly edit: 'supply'
      readonly node: string
      readonly port: string
      readonly kind: string
      readonly params: JsonObject
      readonly output: string
    }
  | { readonly edit: 'clearMode'; readonly node: string }
  | { readonly edit: 'setBatchSize'; readonly size: number }
  | { readonly edit: 'placeBefore'; readonly node: string; readonly before: string }
  | { readonly edit: 'freeze' | 'unfreeze'; readonly node: string }

export interface Fix {
  /** Imperative, as on a button: "Insert Flatten". */
  readonly title: string
  readonly edits: readonly Edit[]
}

/** A new node to insert. */
export interface Insertion {
  readonly title: string
  readonly kind: string
  readonly params: JsonObject
}

/** What an input requests from its source: a definition may offer an edit that provides it. */
export interface Wish {
  readonly shape?: Shape
  readonly range?: ElementRange
  /** The number of values for each element of the data, side by side on the last axis. */
  readonly numbersPerElement?: number
  /** A further edit needed after it is granted; the fix applies both. */
  readonly andThen?: Fix
  /** An acceptable alternative. */
  readonly orElse?: Wish
}

export type Severity = 'error' | 'warning' | 'info'

export interface Problem {
  readonly severity: Severity
  /** Stable name of the kind of problem, such as `shape-mismatch`. */
  readonly code: string
  readonly message: string
  readonly node?: string
  readonly port?: string
  readonly field?: string
  readonly expected?: string
  readonly received?: string
  /** At a port: what the input requests. */
  readonly wish?: Wish
  readonly fixes: readonly Fix[]
}

/** A problem as reported by a node definition; the caller adds the node. */
export type PortProblem = Omit<Problem, 'node' | 'fixes'> & { readonly fixes?: readonly Fix[] }
