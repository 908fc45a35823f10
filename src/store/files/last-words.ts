// A page that is being left, or is about to crash, may not live to see the database answer. So the document is first put
// into the browser's synchronous storage, from where the next visit takes it over.
import * as v from 'valibot'
import type { SavedDocument } from './autosave-record.ts'

const prefix = 'genloom.unsaved.'

const schema = v.object({
  key: v.string(),
  title: v.string(),
  nodeCount: v.number(),
  savedAt: v.number(),
  text: v.string(),
})

/** Whether there was room for it. */
export function leaveLastWords(storage: Storage | undefined, record: SavedDocument): boolean {
  try {
    storage?.setItem(prefix + record.key, JSON.stringify(record))
    return storage !== undefined
  } catch {
    // The storage is full or closed; the database may still take the document.
    return false
  }
}

/** Discards entries that are not newer than the database. */
export function dropLastWords(storage: Storage | undefined, { key, savedAt }: SavedDocument): void {
  const left = readWords(storage?.getItem(prefix + key))
  if (left && left.savedAt <= savedAt) storage?.removeItem(prefix + key)
}

export function lastWords(storage: Storage | undefined): readonly SavedDocument[] {
  if (!storage) return []
  const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index))
  return keys.flatMap((key) => (key?.startsWith(prefix) ? (readWords(storage.getItem(key)) ?? []) : []))
}

function readWords(text: string | null | undefined): SavedDocument | null {
  if (!text) return null
  const result = v.safeParse(v.pipe(v.string(), v.parseJson(), schema), text)
  return result.success ? result.output : null
}
