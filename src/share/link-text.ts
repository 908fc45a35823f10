// Finds a link's payload in the text that mail, chat and Markdown make of a link.

/** `#g=`, also where a program escaped or capitalised it. */
const marker = /(?:#|%(?:25)*23)g(?:=|%(?:25)*3D)/i
/** A character that programs escaped, perhaps one after the other. */
const escaped = /%(?:25)*([2-7][0-9A-F])/gi
const invisible = /[\u00ad\u200b-\u200f\u2060\ufeff]/g

/** Whether a text holds such a link, readable or not. */
export const isGraphLink = (text: string): boolean => marker.test(text)

export interface FoundPayload {
  /** The payload and what may follow it in the text; where it ends, it says itself. */
  readonly joined: string
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
    // Quoted-printable writes the sign of equality as =3D; no payload begins so.
    .replace(/^3D(?=AQ)/, '')
  const chunks = chunksOf(rest, most)
  return { joined: chunks.join('').slice(0, most), first: /^\s/.test(rest) ? '' : (chunks[0] ?? '') }
}

/** Runs of the alphabet that only white space and quotation marks of mail part from each other. */
function chunksOf(text: string, most: number): readonly string[] {
  const run = /[\s>]*([A-Za-z0-9_-]+)/y
  const chunks: string[] = []
  let length = 0
  for (let match = run.exec(text); match?.[1] && length < most; match = run.exec(text)) {
    chunks.push(match[1])
    length += match[1].length
  }
  return chunks
}
