// The whole state as it is read: what belongs to the window and its person, and the active session.
import type { OpeningGuard } from './files/opening-guard.ts'
import type { Services } from './files/services.ts'
import type { SessionState } from './session/session-state.ts'
import type { SessionsSlice } from './session/sessions-state.ts'
import type { SettingsSlice } from './view/settings-slice.ts'
import type { WindowSlice } from './view/window-state.ts'

export type ShellState = WindowSlice &
  SettingsSlice &
  SessionsSlice & { readonly services: Services; readonly openings: OpeningGuard }

export type EditorState = ShellState & SessionState
