// The whole state: slices side by side, each with its own actions.
import type { DocumentSlice } from './document-slice.ts'
import type { OpeningGuard } from './opening-guard.ts'
import type { RunSlice } from './run-slice.ts'
import type { Services } from './services.ts'
import type { SettingsSlice } from './settings-slice.ts'
import type { ViewSlice } from './view-slice.ts'

export type EditorState = DocumentSlice &
  ViewSlice &
  SettingsSlice &
  RunSlice & { readonly services: Services; readonly openings: OpeningGuard }

export type SetState = (change: Partial<EditorState>) => void
export type GetState = () => EditorState
