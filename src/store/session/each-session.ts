// Whatever follows documents wherever they are shown: autosaving, keeping runs, locks.
import type { EditorStore } from '../store.ts'
import type { Session } from './session-state.ts'

/** Calls once for every session: existing ones, and each one opened later. */
export function onEachSession(store: EditorStore, begin: (session: Session) => void): void {
  const known = new WeakSet<Session>()
  const beginNew = () => {
    for (const session of store.getState().sessions.values()) {
      if (known.has(session)) continue
      known.add(session)
      begin(session)
    }
  }
  beginNew()
  store.subscribe(({ sessions }, before) => sessions !== before.sessions && beginNew())
}
