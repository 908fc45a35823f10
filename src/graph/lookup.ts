/**
 * What a record holds under a name that came from outside. Plain objects inherit `constructor`, `toString` and others, so
 * `record[name]` would give a function for a node of that name.
 */
export const lookup = <T>(record: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined
