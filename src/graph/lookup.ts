/** Looks up an untrusted name in a record. Plain objects inherit `constructor`, `toString` and others, so `record[name]` would
 * return a function for a node of that name.
 */
export const lookup = <T>(record: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined

/** The same without a prototype, so that any untrusted name can be looked up. */
export function dictionary<T>(record: Readonly<Record<string, T>>): Readonly<Record<string, T>> {
  const bare: Record<string, T> = Object.create(null)
  return Object.assign(bare, record)
}
