// What the editor shows beside the document: templates, texts about node kinds, earlier documents. Given by the
// composition root.
import { createContext, useContext } from 'react'
import type { GraphDocument } from '../graph/document.ts'

export interface Template {
  readonly name: string
  readonly title: string
  /** One line: what it is and what to learn from it. */
  readonly summary: string
  readonly document: GraphDocument
}

export interface RecentDocument {
  readonly key: string
  readonly title: string
  readonly nodeCount: number
  /** Milliseconds since 1970. */
  readonly savedAt: number
}

export interface OpenedRecent {
  readonly document: GraphDocument
  /** Another window has it open, so here it is another document. */
  readonly isCopy: boolean
}

/** A document that stopped the editor at an earlier visit. */
export interface StoppedDocument {
  readonly title: string
  tryAgain(): Promise<void>
  throwAway(): Promise<void>
}

export interface Library {
  readonly templates: readonly Template[]
  /** Markdown about a node kind; `null` where there is none. */
  readNodeText(kind: string): Promise<string | null>
  recentDocuments(): Promise<readonly RecentDocument[]>
  openRecent(key: string): Promise<OpenedRecent>
  readonly stopped?: StoppedDocument | undefined
}

const LibraryContext = createContext<Library | null>(null)

export const LibraryProvider = LibraryContext.Provider

export function useLibrary(): Library {
  const library = useContext(LibraryContext)
  if (!library) throw new Error('useLibrary needs a LibraryProvider above it.')
  return library
}
