// The node kinds available in a document. Readers query the kinds of each document, so that nothing caches those of another
// document or an earlier state.

import type { Definitions, NodeDefinition } from './definition.ts'
import type { GraphDocument } from './document.ts'

/** The built-in kinds: documents define none themselves. */
export const definitionsOf = (_document: GraphDocument, builtIn: Definitions): Definitions => builtIn

/** Those that people are offered. */
export const offeredKinds = (definitions: Definitions): readonly NodeDefinition[] =>
  [...definitions.values()].filter((definition) => !definition.hidden)
