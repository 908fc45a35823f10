// The state of the open document, and its changes.

import type { TypedGraph } from '../../compiler/inference/typed-graph.ts'
import type { Compilation } from '../../compiler/program/compile.ts'
import type { KnownDatasets } from '../../engine/data/dataset-catalogue.ts'
import type { Definitions } from '../../graph/definition.ts'
import type { GraphDocument } from '../../graph/document.ts'
import type { History } from '../../graph/history.ts'
import type { Fix } from '../../graph/problems.ts'

export interface DocumentSlice {
  /** The kinds that every document has. */
  readonly builtIn: Definitions
  readonly datasets: KnownDatasets
  readonly history: History<GraphDocument>
  /** Inference over the present document, and whether a run of it fits into memory; `typed.document` is the present document. */
  readonly typed: TypedGraph
  /** The Program of the current document, or the problems that prevent it. */
  readonly compilation: Compilation
  /** Under which name the document is autosaved, and its session known. */
  readonly documentKey: string
  /** Somebody's own: kept from an earlier visit, or come by a file or a link. */
  readonly isOwn: boolean
  /** Why the document cannot be changed, or `null`. */
  readonly readOnly: string | null
  /** One step of undo; changes with the same gesture join into one step. */
  edit(change: (document: GraphDocument) => GraphDocument, gesture?: string): void
  endGesture(): void
  undo(): void
  redo(): void
  applyFix(fix: Fix): void
}
