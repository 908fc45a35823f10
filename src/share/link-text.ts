// Finds a link's payload in the text that mail, chat and Markdown make of a link.

/** `#g=`, also where a program escaped or capitalised it. */
const marker = /(?:#|%(?:25)*23)g(?:=|%(?:25)*3D)/i
/** A character that programs escaped, perhaps one after the other. */
const escaped = /%(?:25)*([2-7][0-9A-F])/gi
const invisible = /[\u00ad\u200b-\u200f\u2060\ufeff]/g
/** What programs that set type make of one hyphen, and of one or two. */
const hyphens = /[\u2010-\u2012\u2212\ufe63\uff0d]/g
const [enDash, emDash] = [/\u2013/g, /[\u2014\u2015]/g]

/** Whether a text holds such a link, readable or not. */
export const isGraphLink = (text: string): boolean => marker.test(text)

export interface FoundPayload {
  /**
   * The payload and what may follow it in the text; where it ends, it says itself. Several where the text has dashes that may
   * each stand for one hyphen or for two: the checksum tells which is meant.
   */
  readonly joined: readonly string[]
  /** What a person would take for the payload: everything up to the first white space, perhaps nothing. */
  readonly first: string
}

/** Undefined where there is no marker. @param most characters that a payload may have. */
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
    // Quoted-printable writes the sign of equality as =3D; no payload begins so.
    .replace(/^3D(?=AQ)/, '')
  const readings = ['-', '--'].flatMap((en) => ['-', '--'].map((em) => rest.replace(enDash, en).replace(emDash, em)))
  const [chunks = [], ...others] = [...new Set(readings)].map((reading) => chunksOf(reading, most))
  return {
    joined: [chunks, ...others].map((one) => one.join('').slice(0, most)),
    first: /^\s/.test(rest) ? '' : (chunks[0] ?? ''),
  }
}

/** Runs of the alphabet that only white space and the marks of mail, tables and shells at a line's ends part from each other. */
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
