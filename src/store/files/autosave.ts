// Keeps documents in the browser's database as they are edited. A write is one transaction, so a crash leaves either
// the old text or the new one, and opening another document never overwrites this one.

import type { DBSchema, IDBPDatabase } from 'idb'
import { messageOf } from '../../engine/text/message-of.ts'
import { openDatabase } from '../../platform/database.ts'
import { webStorage, windowStorage } from '../../platform/web-storage.ts'
import { commandOf } from '../commands/all-commands.ts'
import { runCommand } from '../commands/command.ts'
import { documentOf } from '../document/readings.ts'
import type { EditorStore } from '../store.ts'
import { isWorthSaving, outdated, type SavedDocument, savedDocument } from './autosave-record.ts'
import { dropLastWords, lastWords, leaveLastWords } from './last-words.ts'

interface Schema extends DBSchema {
  documents: { key: string; value: SavedDocument }
  /** `current`: the key of the document that was edited last. */
  pointers: { key: string; value: string }
}

export type AutosaveDatabase = IDBPDatabase<Schema>

const kept = 24
/** Milliseconds without an edit before a save. */
const pause = 150
/** Milliseconds before a save that failed is tried again. */
const retryPause = 5000

/** @throws {Error} where the browser keeps nothing. */
export const openAutosave = (): Promise<AutosaveDatabase> =>
  openDatabase<Schema>('genloom', 1, (database) => {
    database.createObjectStore('documents', { keyPath: 'key' })
    database.createObjectStore('pointers')
  })

/**
 * Saves the open document soon after each edit, and at once when the page is left. Without a database, or when it is
 * full, the page works from memory, says so once, and saves again as soon as the browser lets it.
 */
export function startAutosave(store: EditorStore, opened: AutosaveDatabase | null): void {
  let database = opened
  let timer: ReturnType<typeof setTimeout> | undefined
  let saved = documentOf(store.getState())
  let toldIn: number | undefined

  function setTimer(milliseconds: number) {
    clearTimeout(timer)
    timer = setTimeout(() => void save(), milliseconds)
  }

  function fail(error: unknown) {
    setTimer(retryPause)
    if (toldIn !== undefined) return
    const reason = messageOf(error)
    store.getState().notify({
      tone: 'error',
      message: `This browser is not keeping your changes (${reason.replace(/\.$/, '')}): save them as a file before you leave.`,
      action: { title: 'Save file', run: () => runCommand(commandOf('saveFile'), store) },
    })
    toldIn = store.getState().notices.at(-1)?.id
  }

  function succeed() {
    if (toldIn === undefined) return
    store.getState().dismissNotice(toldIn)
    toldIn = undefined
    store.getState().notify({ tone: 'success', message: 'The browser is keeping your changes again.' })
  }

  async function keep(record: SavedDocument) {
    try {
      database ??= await openAutosave()
      await write(database, record)
      dropLastWords(webStorage(), record)
      succeed()
    } catch (error) {
      fail(error)
      return false
    }
    return true
  }

  async function save(isLeaving = false) {
    clearTimeout(timer)
    timer = undefined
    const state = store.getState()
    const document = documentOf(state)
    if (document === saved || !isWorthSaving(document)) return
    const record = savedDocument(state.documentKey, document, Date.now())
    if (isLeaving) leaveLastWords(webStorage(), record)
    if (await keep(record)) saved = document
  }

  store.subscribe((state, before) => {
    if (state.history.present === before.history.present) return
    // Another document is opened: what is still unsaved of this one goes first.
    if (state.documentKey !== before.documentKey && timer !== undefined) {
      const record = savedDocument(before.documentKey, before.history.present, Date.now())
      leaveLastWords(webStorage(), record)
      void keep(record)
    }
    setTimer(pause)
  })
  addEventListener('pagehide', () => void save(true))
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') void save(true)
  })
  if (!database) void openAutosave().then((late) => (database = late), fail)
}

/** Takes over what pages left behind that did not live to see the database answer. */
export async function takeLastWords(database: AutosaveDatabase): Promise<void> {
  const storage = webStorage()
  for (const record of lastWords(storage).toSorted((a, b) => a.savedAt - b.savedAt)) {
    const known = await database.get('documents', record.key)
    if (!known || known.savedAt < record.savedAt) await write(database, record)
    dropLastWords(storage, record)
  }
}

async function write(database: AutosaveDatabase, record: SavedDocument): Promise<void> {
  const transaction = database.transaction(['documents', 'pointers'], 'readwrite')
  // All asked at once and committed: a page that is being left does not live to see an answer.
  const written = Promise.all([
    transaction.objectStore('documents').put(record),
    transaction.objectStore('pointers').put(record.key, 'current'),
    transaction.done,
  ])
  transaction.commit()
  await written
  await removeOutdated(database)
}

/** Until something else is edited, no document is the one that was edited last. */
export async function throwAway(database: AutosaveDatabase, key: string): Promise<void> {
  const transaction = database.transaction(['documents', 'pointers'], 'readwrite')
  const isCurrent = (await transaction.objectStore('pointers').get('current')) === key
  await transaction.objectStore('documents').delete(key)
  if (isCurrent) await transaction.objectStore('pointers').delete('current')
  await transaction.done
}

async function removeOutdated(database: AutosaveDatabase): Promise<void> {
  const transaction = database.transaction('documents', 'readwrite')
  const old = outdated(await transaction.store.getAll(), kept)
  await Promise.all(old.map((key) => transaction.store.delete(key)))
  await transaction.done
}

const shown = 'genloom.shown'

/** A reload brings back what this window shows, whatever is edited in others. */
export const rememberShown = (key: string): void => windowStorage()?.setItem(shown, key)

/** What this window showed before it was reloaded; in a new window, what was edited last. */
export async function lastDocument(database: AutosaveDatabase): Promise<SavedDocument | undefined> {
  const before = windowStorage()?.getItem(shown)
  const own = before && (await database.get('documents', before))
  if (own) return own
  const key = await database.get('pointers', 'current')
  return key === undefined ? undefined : database.get('documents', key)
}

/** Newest first. */
export async function savedDocuments(database: AutosaveDatabase): Promise<readonly SavedDocument[]> {
  const all = await database.getAll('documents')
  return all.toSorted((a, b) => b.savedAt - a.savedAt)
}
