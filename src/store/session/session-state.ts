// A session: a document with its history, what is looked at in it, and its run. Each has a store of its own, so what goes on in
// one wakes up nobody who reads another, and whatever holds a session acts on that one, open or not.
import type { StoreApi } from 'zustand/vanilla'
import type { DocumentSlice } from '../document/document-state.ts'
import type { RunSlice } from '../run/run-actions.ts'
import type { ViewSlice } from '../view/view-state.ts'

export type SessionState = DocumentSlice & ViewSlice & RunSlice

export type Session = StoreApi<SessionState>

export type SessionSetter = (change: Partial<SessionState>) => void
