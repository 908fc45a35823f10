// The browser's database of documents. A write is one transaction, so a crash leaves either the old text or the new one.

import type { DBSchema, IDBPDatabase } from 'idb'
import { openDatabase } from '../../platform/database.ts'
import { webStorage } from '../../platform/web-storage.ts'
import { outdated, type SavedDocument } from './autosave-record.ts'
import { dropLastWords, lastWords } from './last-words.ts'

interface Schema extends DBSchema {
  documents: { key: string; value: SavedDocument }
  /** `current`: the key of the document that was edited last. */
  pointers: { key: string; value: string }
}

export type AutosaveDatabase = IDBPDatabase<Schema>

const kept = 24

/** @throws {Error} where the browser keeps nothing. */
export const openAutosave = (): Promise<AutosaveDatabase> =>
  openDatabase<Schema>('genloom', 1, (database) => {
    database.createObjectStore('documents', { keyPath: 'key' })
    database.createObjectStore('pointers')
  })

/** Takes over what pages left behind that did not live to see the database answer. */
export async function takeLastWords(database: AutosaveDatabase): Promise<void> {
  const storage = webStorage()
  for (const record of lastWords(storage).toSorted((a, b) => a.savedAt - b.savedAt)) {
    const known = await database.get('documents', record.key)
    // Nothing makes room for it: what this window is about to open again is not held yet.
    if (!known || known.savedAt < record.savedAt) await putDocument(database, record)
    dropLastWords(storage, record)
  }
}

/**
 * Writes a document, and then removes the oldest ones that are too many.
 * @param held gives the keys of documents that are in use, which stay; asked after the write, which nothing may delay
 */
export async function writeDocument(
  database: AutosaveDatabase,
  record: SavedDocument,
  held: () => Promise<ReadonlySet<string>>,
): Promise<void> {
  await putDocument(database, record)
  await removeOutdated(database, await held())
}

async function putDocument(database: AutosaveDatabase, record: SavedDocument): Promise<void> {
  const transaction = database.transaction(['documents', 'pointers'], 'readwrite')
  // All asked at once and committed: a page that is being left does not live to see an answer.
  const written = Promise.all([
    transaction.objectStore('documents').put(record),
    transaction.objectStore('pointers').put(record.key, 'current'),
    transaction.done,
  ])
  transaction.commit()
  await written
}

/** Until something else is edited, no document is the one that was edited last. */
export async function throwAway(database: AutosaveDatabase, key: string): Promise<void> {
  const transaction = database.transaction(['documents', 'pointers'], 'readwrite')
  const isCurrent = (await transaction.objectStore('pointers').get('current')) === key
  await transaction.objectStore('documents').delete(key)
  if (isCurrent) await transaction.objectStore('pointers').delete('current')
  await transaction.done
}

async function removeOutdated(database: AutosaveDatabase, held: ReadonlySet<string>): Promise<void> {
  const transaction = database.transaction('documents', 'readwrite')
  const old = outdated(await transaction.store.getAll(), kept, held)
  await Promise.all(old.map((key) => transaction.store.delete(key)))
  await transaction.done
}

/** What was edited last, in whichever window. */
export async function editedLast(database: AutosaveDatabase): Promise<SavedDocument | undefined> {
  const key = await database.get('pointers', 'current')
  return key === undefined ? undefined : database.get('documents', key)
}

/** Newest first. */
export async function savedDocuments(database: AutosaveDatabase): Promise<readonly SavedDocument[]> {
  const all = await database.getAll('documents')
  return all.toSorted((a, b) => b.savedAt - a.savedAt)
}
