// Finds the op of a node kind among the sources: its file and its exported name.

/** Texts of files by path below the repository's root. */
export type Sources = Readonly<Record<string, string>>

export interface OpSource {
  readonly path: string
  readonly exported: string
}

/** @throws {Error} if there is no such file. */
export function findOp(kind: string, sources: Sources): OpSource {
  const stem = stemOf(kind)
  const path = `nodes/${kind}/${stem}.op.ts`
  if (!Object.hasOwn(sources, path)) throw new Error(`There is no source ${path} for the op ${kind}.`)
  return { path, exported: camelCase(stem) }
}

const stemOf = (kind: string): string => kind.split('/').at(-1) ?? kind

const camelCase = (text: string): string => text.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())
