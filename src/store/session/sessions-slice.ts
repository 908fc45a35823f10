// Opening, showing and closing documents.
import { emptyDocument } from '../../graph/document.ts'
import { writeDocument } from '../../graph/document-file.ts'
import { newIdentifier } from '../../platform/identifiers.ts'
import { documentOf } from '../document/readings.ts'
import type { OpeningGuard } from '../files/opening-guard.ts'
import { isActive } from '../run/run-state.ts'
import type { WindowSlice } from '../view/window-state.ts'
import { createSession, type OpenedDocument, type SessionDependencies } from './create-session.ts'
import { activeSession, arranged, isUntouched, keyOf, withBehind, withoutDocument, withShown } from './document-row.ts'
import type { Session } from './session-state.ts'
import type { SessionsSlice } from './sessions-state.ts'
import { tellOfOthers } from './training-together.ts'

export function createSessionsSlice(
  set: (change: Partial<SessionsSlice>) => void,
  get: () => SessionsSlice,
  dependencies: SessionDependencies,
  openings: OpeningGuard,
): SessionsSlice {
  const { inWindow } = dependencies
  const first = createSession(dependencies, newDocument())
  tellOfOthers(first, () => get().sessions, inWindow)

  function create(opened: OpenedDocument): Session {
    const { dockTab, run, givenLabels } = activeSession(get()).getState()
    const choices = { backendChoice: run.backendChoice, givenLabels }
    const session = createSession(dependencies, opened, { dockTab, choices })
    tellOfOthers(session, () => get().sessions, inWindow)
    return session
  }

  function show(session: Session) {
    const before = activeSession(get())
    set(withShown(get(), session))
    session.getState().runActions.reopen()
    if (!get().sessions.has(keyOf(before))) before.getState().runActions.close()
  }

  return {
    sessions: new Map([[keyOf(first), first]]),
    activeKey: keyOf(first),
    closed: [],
    openDocument(document, { key: known, isOwn = known !== undefined, isInBackground = false } = {}) {
      const key = known ?? newIdentifier()
      const open = get().sessions.get(key)
      if (open) {
        if (!isInBackground) get().showDocument(key)
        return open
      }
      // A second session of the document would not know the run of the first, nor its history.
      const closed = get().closed.find((one) => keyOf(one) === key)
      if (closed) {
        get().reopenDocument(key)
        // Another window may have changed it since it was closed in this one.
        if (writeDocument(document) !== writeDocument(documentOf(closed.getState())))
          closed.getState().edit(() => document)
        return closed
      }
      openings.begin(key)
      const session = create({ document, key, isOwn })
      if (isInBackground) {
        set(withBehind(get(), session))
        // Nothing of it is drawn, so it has not stopped the editor.
        openings.forget(key)
      } else show(session)
      return session
    },
    showDocument(key) {
      if (key === get().activeKey || !get().sessions.has(key)) return
      openings.begin(key)
      set({ activeKey: key })
    },
    arrangeDocuments(keys) {
      set(arranged(get(), keys))
    },
    closeDocument(key) {
      const session = get().sessions.get(key)
      if (!session) return
      const row = withoutDocument(get(), session, () => create(newDocument()))
      if (row.activeKey !== get().activeKey) openings.begin(row.activeKey)
      // Its run ends with it.
      if (!isUntouched(session)) tellOfClosing(session, inWindow(), () => get().reopenDocument(key))
      set(row)
      session.getState().runActions.close()
    },
    reopenDocument(key) {
      const { closed } = get()
      const session = key === undefined ? closed.at(-1) : closed.find((one) => keyOf(one) === key)
      if (!session) return
      openings.begin(keyOf(session))
      show(session)
    },
  }
}

const newDocument = (): OpenedDocument => ({ document: emptyDocument, key: newIdentifier(), isOwn: false })

function tellOfClosing(session: Session, { notify }: Pick<WindowSlice, 'notify'>, reopen: () => void): void {
  const { run, history } = session.getState()
  const ofRun = isActive(run.status) ? ' Its run was stopped, and can go on when it is open again.' : ''
  notify({
    tone: 'info',
    message: `Closed “${history.present.title}”.${ofRun}`,
    action: { title: 'Reopen', run: reopen },
  })
}
