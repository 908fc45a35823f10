// The whole state: slices side by side, each with its own actions.
import type { DocumentSlice } from './document/document-state.ts'
import type { OpeningGuard } from './files/opening-guard.ts'
import type { Services } from './files/services.ts'
import type { RunSlice } from './run/run-actions.ts'
import type { SettingsSlice } from './view/settings-slice.ts'
import type { ViewSlice } from './view/view-state.ts'

export type EditorState = DocumentSlice &
  ViewSlice &
  SettingsSlice &
  RunSlice & { readonly services: Services; readonly openings: OpeningGuard }

export type SetState = (change: Partial<EditorState>) => void
export type GetState = () => EditorState
