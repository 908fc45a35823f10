// Opening a database of the browser, which may be refused, or never be answered.
import { type DBSchema, type IDBPDatabase, type OpenDBCallbacks, openDB } from 'idb'

const patience = 2000

/** @throws {Error} when the browser refuses, or does not answer within `limit` milliseconds. */
export async function openDatabase<S extends DBSchema>(
  name: string,
  version: number,
  upgrade: NonNullable<OpenDBCallbacks<S>['upgrade']>,
  limit = patience,
): Promise<IDBPDatabase<S>> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('the browser’s database does not answer.')), limit)
  })
  try {
    // Inside the function, so that a browser without IndexedDB rejects instead of throwing.
    const opening = Promise.resolve().then(() => openDB<S>(name, version, { upgrade }))
    return await Promise.race([opening, late])
  } finally {
    clearTimeout(timer)
  }
}
