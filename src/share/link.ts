// A link that holds the whole graph in its fragment, which browsers do not send to servers:
// #g= + base64url(version: 1 byte, flags: 1 byte, CRC-32 of the JSON: 4 bytes big-endian, deflated compact JSON).
// The version is that of the document; flags are 0. Input is untrusted: sizes are bounded before unpacking.

import { crc32 } from '../engine/formats/crc32.ts'
import type { Definitions } from '../graph/definition.ts'
import { documentVersion, type GraphDocument } from '../graph/document.ts'
import { readDocument } from '../graph/document-file.ts'
import { parseJson } from '../graph/parse-json.ts'
import { fromBase64url, toBase64url } from './base64url.ts'
import { compactDocument } from './compact.ts'
import { deflate, inflate, inflateFirst } from './deflate.ts'
import { expandDocument } from './expand.ts'
import { findPayload } from './link-text.ts'
import { reading, ShareError } from './share-error.ts'

const marker = '#g='
const headerBytes = 6
const limits = { characters: 65_536, jsonBytes: 1_048_576 }

/** Links up to this many characters survive nearly every chat and mail program. */
const silentLength = 2000
/** Beyond this some programs truncate links. */
const warnLength = 8000

/** What to do with a link of this length: `copy` it, `warn` that it may be truncated, or offer a `file` instead. */
export type LinkAdvice = 'copy' | 'warn' | 'file'

export function adviseOnLink(characters: number): LinkAdvice {
  if (characters <= silentLength) return 'copy'
  return characters <= warnLength ? 'warn' : 'file'
}

/**
 * The page's address with the graph as its fragment. Positions are rounded to the compact form's grid.
 * @throws {ShareError} naming the sizes, if the graph is too large for a link.
 */
export async function writeLink(page: string, document: GraphDocument, definitions: Definitions): Promise<string> {
  return page.replace(/#.*$/s, '') + (await writeFragment(document, definitions))
}

/** From `#g=` on. @throws {ShareError} like `writeLink`. */
export async function writeFragment(document: GraphDocument, definitions: Definitions): Promise<string> {
  const json = new TextEncoder().encode(JSON.stringify(compactDocument(document, definitions)))
  if (json.length > limits.jsonBytes)
    throw new ShareError(
      `The graph is too large for a link: it has ${json.length} bytes, and a link holds at most ${limits.jsonBytes}. Save it as a file.`,
    )
  const packed = await deflate(json)
  const bytes = new Uint8Array(headerBytes + packed.length)
  bytes[0] = documentVersion
  new DataView(bytes.buffer).setUint32(2, crc32(json))
  bytes.set(packed, headerBytes)
  const payload = toBase64url(bytes)
  if (payload.length > limits.characters)
    throw new ShareError(
      `The graph is too large for a link: it would have ${payload.length} characters, and at most ${limits.characters} are read. Save it as a file.`,
    )
  return marker + payload
}

/** Reads a whole link or its fragment, even if a mail or chat program has altered it.
 * @throws {ShareError} if it is not a Genloom link, too long, truncated, damaged, newer than this program, or not a valid graph.
 */
export async function readLink(text: string, definitions: Definitions): Promise<GraphDocument> {
  const found = findPayload(text, limits.characters)
  if (!found) throw new ShareError(`This is not a Genloom link: it has no part that begins with "${marker}".`)
  const { joined, first } = found
  if (first.length > limits.characters) {
    throw new ShareError(`The link has ${first.length} characters; at most ${limits.characters} are read.`)
  }
  for (const payload of joined) {
    const json = unpacked(payload)
    if (json) return readJson(json, definitions)
  }
  throw await diagnosis(first)
}

/** The JSON of a payload of this program's version, ignoring any text after it. */
function unpacked(payload: string): Uint8Array | undefined {
  const bytes = bytesOf(payload)
  if (bytes.length <= headerBytes || !isKnownHeader(bytes)) return undefined
  const json = inflateFirst(bytes.subarray(headerBytes), limits.jsonBytes)
  return json && crc32(json) === checksumOf(bytes) ? json : undefined
}

/** A single surplus character encodes less than a byte. */
const bytesOf = (payload: string): Uint8Array =>
  fromBase64url(payload.length % 4 === 1 ? payload.slice(0, -1) : payload)

const checksumOf = (bytes: Uint8Array): number => new DataView(bytes.buffer, bytes.byteOffset).getUint32(2)

const isKnownHeader = ([version = 0, flags = 0]: Uint8Array): boolean =>
  version > 0 && version <= documentVersion && flags === 0

const readJson = (json: Uint8Array, definitions: Definitions): Promise<GraphDocument> =>
  reading('The link holds no valid graph', () => {
    const compact: unknown = parseJson(new TextDecoder('utf-8', { fatal: true }).decode(json))
    return readDocument(expandDocument(compact, definitions), definitions)
  })

/** Why a payload that does not match its checksum cannot be read. */
async function diagnosis(first: string): Promise<ShareError> {
  if (first === '') return new ShareError(`The link is empty: nothing follows "${marker}".`)
  if (first.length > 24 && !/[A-Z]/.test(first))
    return new ShareError('The link is damaged: upper and lower case have been changed. Copy the original link again.')
  const bytes = bytesOf(first)
  const [version = 0, flags = 0] = bytes
  if (bytes.length <= headerBytes) return new ShareError('The link is cut off: it is too short to hold a graph.')
  if (version > documentVersion)
    return new ShareError(
      `The link has version ${version}, but this program supports versions up to ${documentVersion}; open it with a newer version of Genloom.`,
    )
  if (flags !== 0) return new ShareError(`The link has flags ${flags}, which this version of Genloom does not support.`)
  if (version === 0) return new ShareError('This is not a Genloom link: its version is 0.')
  try {
    await inflate(bytes.subarray(headerBytes), limits.jsonBytes, 'The link')
  } catch (error) {
    if (error instanceof ShareError) return error
    throw error
  }
  return new ShareError('The link is damaged: its checksum does not match.')
}
