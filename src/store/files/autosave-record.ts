// A document as it is kept in the browser: its file's text, with what a list of documents shows.
import type { Definitions } from '../../graph/definition.ts'
import type { GraphDocument } from '../../graph/document.ts'
import { parseDocument, writeDocument } from '../../graph/document-file.ts'

export interface SavedDocument {
  readonly key: string
  readonly title: string
  readonly nodeCount: number
  /** Milliseconds since 1970. */
  readonly savedAt: number
  readonly text: string
}

export function savedDocument(key: string, document: GraphDocument, savedAt: number): SavedDocument {
  return { key, title: document.title, nodeCount: document.nodes.length, savedAt, text: writeDocument(document) }
}

/** @throws {DocumentError} where the text is damaged, or newer than this program. */
export const readSaved = (saved: SavedDocument, definitions: Definitions): GraphDocument =>
  parseDocument(saved.text, definitions)

/** A document that a person has put something into. */
export const isWorthSaving = ({ nodes, notes }: GraphDocument): boolean => nodes.length > 0 || notes.length > 0

/**
 * The keys to drop, so that as many as the limit of the newest stay.
 * @param held the keys of documents that are in use, which stay however old they are
 */
export function outdated(saved: readonly SavedDocument[], limit: number, held: ReadonlySet<string>): readonly string[] {
  return saved
    .toSorted((a, b) => b.savedAt - a.savedAt)
    .slice(limit)
    .map(({ key }) => key)
    .filter((key) => !held.has(key))
}
