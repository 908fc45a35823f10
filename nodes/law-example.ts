// Settings and inputs for testing the laws of a kind.
import type { JsonObject } from '../src/graph/json.ts'
import type { Signal } from '../src/graph/signals.ts'

export interface Example {
  readonly params: JsonObject
  readonly inputs: Readonly<Record<string, Signal>>
  /** Initial state by name; the rest is random between 0.5 and 1.5. */
  readonly state?: Readonly<Record<string, number>>
}
