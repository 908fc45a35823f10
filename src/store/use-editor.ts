// The store for React components.
import { createContext, useContext } from 'react'
import { useStore } from 'zustand'
import type { EditorState } from './editor-state.ts'
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
