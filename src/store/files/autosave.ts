// Keeps documents in the browser's database as they are edited, each open one by itself.

import { messageOf } from '../../engine/text/message-of.ts'
import { heldDocuments } from '../../platform/document-locks.ts'
import { webStorage } from '../../platform/web-storage.ts'
import { commandOf } from '../commands/all-commands.ts'
import { runCommand } from '../commands/command.ts'
import { documentOf } from '../document/readings.ts'
import { keyOf } from '../session/document-row.ts'
import { onEachSession } from '../session/each-session.ts'
import type { Session } from '../session/session-state.ts'
import type { EditorStore } from '../store.ts'
import { type AutosaveDatabase, openAutosave, writeDocument } from './autosave-database.ts'
import { isWorthSaving, type SavedDocument, savedDocument } from './autosave-record.ts'
import { dropLastWords, leaveLastWords } from './last-words.ts'

/** Milliseconds without an edit before a save. */
const pause = 150
/** Milliseconds before a save that failed is tried again. */
const retryPause = 5000

/**
 * Saves each document soon after an edit, and at once when it is closed or the page is left. Without a database, or when it is
 * full, the page works from memory, says so once, and saves again as soon as the browser lets it.
 */
export function startAutosave(store: EditorStore, opened: AutosaveDatabase | null): void {
  const keeping = createKeeping(store, opened)
  const savers = new WeakMap<Session, Saver>()
  const present = new WeakSet(store.getState().sessions.values())
  onEachSession(store, (session) => {
    // The initial state has already been saved.
    savers.set(session, createSaver(session, keeping, present.has(session)))
  })
  const leave = () => {
    const { sessions, closed } = store.getState()
    for (const session of [...sessions.values(), ...closed]) void savers.get(session)?.save(true)
  }
  store.subscribe(({ sessions }, { sessions: before }) => {
    if (sessions === before) return
    for (const [key, session] of before) if (!sessions.has(key)) void savers.get(session)?.save(true)
  })
  addEventListener('pagehide', leave)
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') leave()
  })
}

interface Saver {
  save(isLeaving?: boolean): Promise<void>
}

function createSaver(session: Session, keeping: Keeping, isKept: boolean): Saver {
  let timer: ReturnType<typeof setTimeout> | undefined
  let saved = isKept ? documentOf(session.getState()) : undefined

  function setTimer(milliseconds: number) {
    clearTimeout(timer)
    timer = setTimeout(() => void save(), milliseconds)
  }

  async function save(isLeaving = false) {
    clearTimeout(timer)
    const { documentKey } = session.getState()
    const document = documentOf(session.getState())
    if (document === saved || !isWorthSaving(document)) return
    const record = savedDocument(documentKey, document, Date.now())
    if (isLeaving) leaveLastWords(webStorage(), record)
    if (await keeping.keep(record)) saved = document
    else setTimer(retryPause)
  }

  session.subscribe(({ history }, before) => {
    if (history.present !== before.history.present) setTimer(pause)
  })
  if (!isKept) setTimer(pause)
  return { save }
}

/** Of the documents that are open in any window, or can be reopened in this one. */
async function keysInUse(store: EditorStore): Promise<ReadonlySet<string>> {
  const elsewhere = await heldDocuments()
  const { sessions, closed } = store.getState()
  return new Set([...elsewhere, ...sessions.keys(), ...closed.map(keyOf)])
}

interface Keeping {
  /** Whether it is kept now. */
  keep(record: SavedDocument): Promise<boolean>
}

/** Writes documents, and notifies the user when the browser stops accepting them and when it accepts them again. */
function createKeeping(store: EditorStore, opened: AutosaveDatabase | null): Keeping {
  let database = opened
  let toldIn: number | undefined

  function fail(error: unknown) {
    if (toldIn !== undefined) return
    const reason = messageOf(error)
    store.getState().notify({
      tone: 'error',
      message: `This browser is not saving your changes (${reason.replace(/\.$/, '')}): save them as a file before you leave.`,
      action: { title: 'Save file', run: () => runCommand(commandOf('saveFile'), store) },
    })
    toldIn = store.getState().notices.at(-1)?.id
  }

  function succeed() {
    if (toldIn === undefined) return
    store.getState().dismissNotice(toldIn)
    toldIn = undefined
    store.getState().notify({ tone: 'success', message: 'The browser is saving your changes again.' })
  }

  if (!database) void openAutosave().then((late) => (database = late), fail)
  return {
    async keep(record) {
      try {
        database ??= await openAutosave()
        await writeDocument(database, record, () => keysInUse(store))
        dropLastWords(webStorage(), record)
        succeed()
      } catch (error) {
        fail(error)
        return false
      }
      return true
    },
  }
}
