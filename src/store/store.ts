// The editor's store: sessions, of which one is active, and what belongs to the window whichever is. It is given the node kinds
// and, where models can run, a way to start a worker.
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { KnownDatasets } from '../engine/data/dataset-catalogue.ts'
import type { Definitions } from '../graph/definition.ts'
import type { EditorState, ShellState } from './editor-state.ts'
import { createOpeningGuard, type OpeningGuard } from './files/opening-guard.ts'
import type { Services } from './files/services.ts'
import type { SessionDependencies } from './session/create-session.ts'
import { activeSession } from './session/document-row.ts'
import type { Session } from './session/session-state.ts'
import { createSessionsSlice } from './session/sessions-slice.ts'
import { createSettingsSlice, type SettingsStorage } from './view/settings-slice.ts'
import { createWindowSlice } from './view/window-slice.ts'

export interface EditorStore extends Pick<StoreApi<EditorState>, 'getState' | 'getInitialState' | 'subscribe'> {
  /** The store as it is read in one session, the active one unless given, whichever is active later. */
  inSession(session?: Session): EditorStore
}

export interface StoreDependencies {
  readonly definitions: Definitions
  readonly datasets: KnownDatasets
  readonly startRuntime?: SessionDependencies['startRuntime']
  readonly services: Services
  readonly storage?: SettingsStorage | undefined
  readonly openings?: OpeningGuard
}

export function createEditorStore({
  definitions,
  datasets,
  startRuntime,
  services,
  storage,
  openings = createOpeningGuard(undefined),
}: StoreDependencies): EditorStore {
  const shell = createStore<ShellState>()((setState, get) => {
    const set = (change: Partial<ShellState>) => setState(change)
    const dependencies = { vocabulary: { builtIn: definitions, datasets }, startRuntime, inWindow: get }
    return {
      services,
      openings,
      ...createWindowSlice(set, get),
      ...createSettingsSlice(set, get, storage),
      ...createSessionsSlice(set, get, dependencies, openings),
    }
  })
  return readIn(shell, activeSession)
}

type Shell = StoreApi<ShellState>

/** The window and a session as one state. */
function readIn(shell: Shell, sessionOf: (state: ShellState) => Session): EditorStore {
  let known = joined(shell.getState(), sessionOf(shell.getState()))
  const getState = () => {
    const state = shell.getState()
    const session = sessionOf(state)
    if (state !== known.shell || session.getState() !== known.session) known = joined(state, session)
    return known.state
  }
  return {
    getState,
    getInitialState: getState,
    subscribe(listener) {
      let before = getState()
      const tell = () => {
        const [now, then] = [getState(), before]
        before = now
        if (now !== then) listener(now, then)
      }
      let session = sessionOf(shell.getState())
      let stop = session.subscribe(tell)
      const stopWindow = shell.subscribe((state) => {
        const next = sessionOf(state)
        if (next !== session) {
          stop()
          session = next
          stop = session.subscribe(tell)
        }
        tell()
      })
      return () => {
        stop()
        stopWindow()
      }
    },
    inSession(session = sessionOf(shell.getState())) {
      return readIn(shell, () => session)
    },
  }
}

function joined(shell: ShellState, session: Session) {
  const own = session.getState()
  return { shell, session: own, state: { ...shell, ...own } satisfies EditorState }
}
