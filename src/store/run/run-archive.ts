// The browser's database of runs, beside that of documents: weights are large, and a full disk must not touch a document.
import { type DBSchema, openDB } from 'idb'
import type { RunRecord } from './run-record.ts'

export interface RunArchive {
  get(key: string): Promise<RunRecord | undefined>
  put(record: RunRecord): Promise<void>
  delete(key: string): Promise<void>
  keys(): Promise<readonly string[]>
}

interface Schema extends DBSchema {
  runs: { key: string; value: RunRecord; indexes: { savedAt: number } }
}

const runsKept = 8

export async function openRunArchive(): Promise<RunArchive> {
  const database = await openDB<Schema>('genloom-runs', 1, {
    upgrade(upgraded) {
      upgraded.createObjectStore('runs', { keyPath: 'key' }).createIndex('savedAt', 'savedAt')
    },
  })
  const oldestFirst = () => database.getAllKeysFromIndex('runs', 'savedAt')
  const removeOldest = async (but: string, count: (others: number) => number) => {
    const others = (await oldestFirst()).filter((key) => key !== but)
    for (const key of others.slice(0, Math.max(0, count(others.length)))) await database.delete('runs', key)
    return others.length
  }
  return {
    get: (key) => database.get('runs', key),
    async put(record) {
      try {
        await database.put('runs', record)
      } catch (error) {
        // Where the disk is full, runs of other documents give way.
        if ((await removeOldest(record.key, (others) => others)) === 0) throw error
        await database.put('runs', record)
      }
      await removeOldest(record.key, (others) => others + 1 - runsKept)
    },
    delete: (key) => database.delete('runs', key),
    keys: oldestFirst,
  }
}
