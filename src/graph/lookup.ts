/**
 * What a record holds under a name that came from outside. Plain objects inherit `constructor`, `toString` and others, so
 * `record[name]` would give a function for a node of that name.
 */
export const lookup = <T>(record: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined

/** The same without anything inherited, so that it may be asked for any name from outside. */
export function dictionary<T>(record: Readonly<Record<string, T>>): Readonly<Record<string, T>> {
  const bare: Record<string, T> = Object.create(null)
  return Object.assign(bare, record)
}
