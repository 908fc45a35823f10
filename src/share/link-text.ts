// Finds a link's payload in the text that mail, chat and Markdown make of a link.

/** `#g=`, also where a program escaped or capitalised it. */
const marker = /(?:#|%23)g(?:=|%3D)/i
const invisible = /[\u00ad\u200b-\u200f\u2060\ufeff]/g

/** Whether a text holds such a link, readable or not. */
export const isGraphLink = (text: string): boolean => marker.test(text)

export interface FoundPayload {
  /** The longest first; which of them is the link, its checksum says. */
  readonly candidates: readonly string[]
  /** What a person would take for the payload: everything up to the first white space. */
  readonly first: string
}

/** Undefined where there is no marker. */
export function findPayload(text: string): FoundPayload | undefined {
  const found = marker.exec(text)
  if (!found) return undefined
  const rest = text
    .slice(found.index + found[0].length)
    .replace(invisible, '')
    .replace(/=\r?\n/g, '')
    .replace(/%(2D|5F)/gi, (_, code: string) => (code.toUpperCase() === '2D' ? '-' : '_'))
    .replace(/\\([_-])/g, '$1')
    // Quoted-printable writes the sign of equality as =3D; no payload begins so.
    .replace(/^3D(?=AQ)/, '')
  const chunks = chunksOf(rest)
  const candidates: string[] = []
  let joined = ''
  for (const chunk of chunks) {
    joined += chunk
    candidates.push(joined)
    // Markdown's emphasis and a dash after the link are letters of the alphabet.
    const bare = joined.replace(/[-_]+$/, '')
    if (bare !== joined) candidates.push(bare)
  }
  return { candidates: candidates.reverse(), first: chunks[0] ?? '' }
}

/** Runs of the alphabet that only white space and quotation marks of mail part from each other. */
function chunksOf(text: string): readonly string[] {
  const most = 2000
  const run = /([A-Za-z0-9_-]+)[\s>]*/y
  const chunks: string[] = []
  for (let match = run.exec(text); match?.[1] && chunks.length < most; match = run.exec(text)) chunks.push(match[1])
  return chunks
}
