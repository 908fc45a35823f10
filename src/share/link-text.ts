// Finds a link's payload in text that mail, chat or Markdown programs have altered.

/** `#g=`, possibly escaped or capitalised. */
const marker = /(?:#|%(?:25)*23)g(?:=|%(?:25)*3D)/i
/** A character that may have been escaped repeatedly. */
const escaped = /%(?:25)*([2-7][0-9A-F])/gi
const invisible = /[\u00ad\u200b-\u200f\u2060\ufeff]/g
/** Typographic replacements of one hyphen, and of one or two. */
const hyphens = /[\u2010-\u2012\u2212\ufe63\uff0d]/g
const [enDash, emDash] = [/\u2013/g, /[\u2014\u2015]/g]

/** Whether a text holds such a link, readable or not. */
export const isGraphLink = (text: string): boolean => marker.test(text)

export interface FoundPayload {
  /**
   * The payload and any text after it; the payload determines its own end. Several candidates if the text has dashes that may
   * each be one hyphen or two: the checksum decides.
   */
  readonly joined: readonly string[]
  /** The apparent payload: everything up to the first white space, possibly empty. */
  readonly first: string
}

/** Undefined if there is no marker. @param most maximum characters of a payload. */
export function findPayload(text: string, most: number): FoundPayload | undefined {
  const found = marker.exec(text)
  if (!found) return undefined
  const rest = text
    .slice(found.index + found[0].length)
    .replace(invisible, '')
    .replace(/=\r?\n/g, '')
    .replace(escaped, (whole, code: string) => {
      const character = String.fromCharCode(Number.parseInt(code, 16))
      return /[\w-]/.test(character) ? character : whole
    })
    .replace(/\\([_-])/g, '$1')
    .replace(hyphens, '-')
    // Quoted-printable writes = as =3D; no payload starts like that.
    .replace(/^3D(?=AQ)/, '')
  const readings = ['-', '--'].flatMap((en) => ['-', '--'].map((em) => rest.replace(enDash, en).replace(emDash, em)))
  const [chunks = [], ...others] = [...new Set(readings)].map((reading) => chunksOf(reading, most))
  return {
    joined: [chunks, ...others].map((one) => one.join('').slice(0, most)),
    first: /^\s/.test(rest) ? '' : (chunks[0] ?? ''),
  }
}

/** Runs of the alphabet separated only by white space and by line-end marks of mail, tables and shells. */
function chunksOf(text: string, most: number): readonly string[] {
  const run = /[\s>|\\]*([A-Za-z0-9_-]+)/y
  const chunks: string[] = []
  let length = 0
  for (let match = run.exec(text); match?.[1] && length < most; match = run.exec(text)) {
    chunks.push(match[1])
    length += match[1].length
  }
  return chunks
}
