// Keeps documents in the browser's database as they are edited. A write is one transaction, so a crash leaves either
// the old text or the new one, and opening another document never overwrites this one.
import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import { isWorthSaving, outdated, type SavedDocument, savedDocument } from './autosave-record.ts'
import { documentOf } from './readings.ts'
import type { EditorStore } from './store.ts'

interface Schema extends DBSchema {
  documents: { key: string; value: SavedDocument }
  /** `current`: the key of the document that was edited last. */
  pointers: { key: string; value: string }
}

export type AutosaveDatabase = IDBPDatabase<Schema>

const kept = 24
/** Milliseconds without an edit before a save. */
const pause = 400

export function openAutosave(): Promise<AutosaveDatabase> {
  return openDB<Schema>('genloom', 1, {
    upgrade(database) {
      database.createObjectStore('documents', { keyPath: 'key' })
      database.createObjectStore('pointers')
    },
  })
}

/** Saves the open document some time after each edit, and at once when the page is left. */
export function startAutosave(store: EditorStore, database: AutosaveDatabase): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let saved = documentOf(store.getState())

  async function save() {
    clearTimeout(timer)
    timer = undefined
    const state = store.getState()
    const document = documentOf(state)
    if (document === saved || !isWorthSaving(document)) return
    saved = document
    try {
      await write(database, savedDocument(state.documentKey, document, Date.now()))
    } catch (error) {
      state.notify({
        tone: 'error',
        message: `The browser could not keep this document: ${error instanceof Error ? error.message : String(error)} Save it as a file.`,
      })
    }
  }

  store.subscribe((state, before) => {
    if (state.history.present === before.history.present) return
    // Another document is opened: what is still unsaved of this one goes first.
    if (state.documentKey !== before.documentKey && timer !== undefined) {
      void write(database, savedDocument(before.documentKey, before.history.present, Date.now()))
    }
    clearTimeout(timer)
    timer = setTimeout(() => void save(), pause)
  })
  addEventListener('pagehide', () => void save())
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') void save()
  })
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

async function removeOutdated(database: AutosaveDatabase): Promise<void> {
  const transaction = database.transaction('documents', 'readwrite')
  const old = outdated(await transaction.store.getAll(), kept)
  await Promise.all(old.map((key) => transaction.store.delete(key)))
  await transaction.done
}

export async function lastDocument(database: AutosaveDatabase): Promise<SavedDocument | undefined> {
  const key = await database.get('pointers', 'current')
  return key === undefined ? undefined : database.get('documents', key)
}

/** Newest first. */
export async function savedDocuments(database: AutosaveDatabase): Promise<readonly SavedDocument[]> {
  const all = await database.getAll('documents')
  return all.toSorted((a, b) => b.savedAt - a.savedAt)
}

/**
 * Whether another window has this document open; if none has, this window holds it until it closes.
 * Two windows that save under one name would overwrite each other.
 */
export function isOpenElsewhere(key: string): Promise<boolean> {
  return new Promise((resolve) => {
    void navigator.locks.request(`genloom document ${key}`, { ifAvailable: true }, (lock) => {
      resolve(lock === null)
      return lock ? new Promise<never>(() => undefined) : undefined
    })
  })
}
