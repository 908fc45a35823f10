import { proseOf } from './prose.ts'
import { phrases } from './words.ts'

/** A phrase that stays in a file, with the reason. */
export interface Exception {
  readonly path: string
  readonly phrase: string
  readonly because: string
}

/** The phrases, found across line breaks too. */
const searches = phrases.map(({ pattern: { source, flags }, instead }) => ({
  search: new RegExp(source.replaceAll(' ', '\\s+'), `${flags}g`),
  instead,
}))

/** Each phrase of the word list in a file, as `path:line: "phrase": write …`. */
export function findingsIn(path: string, text: string, exceptions: readonly Exception[]): string[] {
  const allowed = exceptions.filter((exception) => exception.path === path).map(({ phrase }) => phrase)
  return proseOf(path, text).flatMap((prose) =>
    searches.flatMap(({ search, instead }) =>
      [...prose.text.matchAll(search)].flatMap(({ 0: match, index }) => {
        const found = match.replace(/\s+/g, ' ')
        if (allowed.includes(found)) return []
        const line = prose.line + prose.text.slice(0, index).split('\n').length - 1
        return [`${path}:${line}: "${found}": write ${instead}`]
      }),
    ),
  )
}
