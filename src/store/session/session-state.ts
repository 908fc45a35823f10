// A session: a document with its history, what is looked at in it, and its run. Each has a separate store, so changes in
// one do not notify readers of another, and whatever holds a session acts on that one, open or not.
import type { StoreApi } from 'zustand/vanilla'
import type { DocumentSlice } from '../document/document-state.ts'
import type { RunSlice } from '../run/run-actions.ts'
import type { ViewSlice } from '../view/view-state.ts'

export type SessionState = DocumentSlice & ViewSlice & RunSlice

export type Session = StoreApi<SessionState>

export type SessionSetter = (change: Partial<SessionState>) => void
