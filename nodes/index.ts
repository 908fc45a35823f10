// Every node kind, in the order of the palette. A kind that is not listed here does not exist; a listed kind without an
// op in `ops.ts` is a type error.
import type { Definitions, NodeDefinition } from '../src/graph/definition.ts'
import { activation } from './layers/activation/activation.node.ts'
import { dense } from './layers/dense/dense.node.ts'
import { flatten } from './layers/flatten/flatten.node.ts'

export const definitionList = [dense, activation, flatten] as const

export const definitions: Definitions = new Map<string, NodeDefinition>(
  definitionList.map((definition) => [definition.kind, definition]),
)
