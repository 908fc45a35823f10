// Which kinds the nodes of a document can be of. Whoever reads a document asks for its own, so that nothing holds on to the
// kinds of another or of a moment before.

import type { Definitions, NodeDefinition } from './definition.ts'
import type { GraphDocument } from './document.ts'

/** The built-in kinds: documents define none themselves. */
export const definitionsOf = (_document: GraphDocument, builtIn: Definitions): Definitions => builtIn

/** Those that people are offered. */
export const offeredKinds = (definitions: Definitions): readonly NodeDefinition[] =>
  [...definitions.values()].filter((definition) => !definition.hidden)
