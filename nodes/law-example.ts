// Settings and inputs with which the laws try a kind.
import type { JsonObject } from '../src/graph/json.ts'
import type { Signal } from '../src/graph/signals.ts'

export interface Example {
  readonly params: JsonObject
  readonly inputs: Readonly<Record<string, Signal>>
  /** What elements of state start with, by name; others are random between one half and three halves. */
  readonly state?: Readonly<Record<string, number>>
}
