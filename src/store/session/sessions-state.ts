// Which documents are open, and which one is shown.
import type { GraphDocument } from '../../graph/document.ts'
import type { DocumentRow } from './document-row.ts'
import type { Session } from './session-state.ts'

export interface OpenOptions {
  /** Under which it was kept before; without, it is a new document in the autosave. */
  readonly key?: string
  /** Somebody's own, as all that were kept are, and so not to give way to another. */
  readonly isOwn?: boolean
  /** Opened beside the active one, which stays active. */
  readonly isInBackground?: boolean
}

export interface SessionsSlice extends DocumentRow {
  /** Opens a document in a new session and shows it; one that is open is only shown, and one that was closed reopened. It takes the place of the active document if
   * that has not been edited.
   */
  openDocument(document: GraphDocument, options?: OpenOptions): Session
  showDocument(key: string): void
  /** Puts the row of documents in this order; others come behind. */
  arrangeDocuments(keys: readonly string[]): void
  /** Its run stops, and its last state is kept with it. */
  closeDocument(key: string): void
  /** Brings back what was closed, the last of it unless a key is given, with its history. */
  reopenDocument(key?: string): void
}
