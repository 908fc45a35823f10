// The store for React components.
import { createContext, useContext } from 'react'
import { useStore } from 'zustand'
import type { EditorState } from './editor-state.ts'
import { activeSession } from './session/document-row.ts'
import type { Session, SessionState } from './session/session-state.ts'
import type { EditorStore } from './store.ts'

const StoreContext = createContext<EditorStore | null>(null)

export const StoreProvider = StoreContext.Provider

export function useEditorStore(): EditorStore {
  const store = useContext(StoreContext)
  if (!store) throw new Error('useEditorStore needs a StoreProvider above it.')
  return store
}

/** Renders again when the selected part changes, compared by reference. */
export function useEditor<T>(selector: (state: EditorState) => T): T {
  return useStore(useEditorStore(), selector)
}

export const useActiveSession = (): Session => useEditor(activeSession)

/** Of a session, active or not. */
export function useSession<T>(session: Session, selector: (state: SessionState) => T): T {
  return useStore(session, selector)
}
