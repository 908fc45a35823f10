// A PNG image that contains the graph it shows, as an international text chunk (iTXt) with the keyword "genloom": dropping the
// image on the editor opens the graph. PNG specification, third edition, sections 5 and 11.3.3.

import { concatenate } from '../engine/formats/concatenate.ts'
import { crc32 } from '../engine/formats/crc32.ts'
import type { Definitions } from '../graph/definition.ts'
import type { GraphDocument } from '../graph/document.ts'
import { parseDocument, writeDocument } from '../graph/document-file.ts'
import { reading, ShareError } from './share-error.ts'

const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)
const keyword = 'genloom'
const textLimit = 16 * 2 ** 20
/** Keyword, end, not compressed, method 0, no language, no translated keyword. */
const textHeader = new TextEncoder().encode(`${keyword}\0\0\0\0\0`)

interface Chunk {
  readonly type: string
  readonly data: Uint8Array
  /** With length, type and checksum. */
  readonly whole: Uint8Array
}

export const isPng = (bytes: Uint8Array): boolean => startsWith(bytes, signature)

/** The same image with the graph embedded, replacing any previous one.
 * @throws {ShareError} if the bytes are not a whole PNG image.
 */
export function writePngGraph(png: Uint8Array, document: GraphDocument): Uint8Array<ArrayBuffer> {
  const kept = [...chunksOf(png)].filter((chunk) => !isGraph(chunk))
  const text = makeChunk('iTXt', concatenate([textHeader, new TextEncoder().encode(writeDocument(document))]))
  const end = kept.findIndex(({ type }) => type === 'IEND')
  const wholes = kept.map(({ whole }) => whole)
  return concatenate([signature, ...wholes.slice(0, end), text, ...wholes.slice(end)])
}

/** @throws {ShareError} if the bytes are not a whole PNG image, or it contains no valid graph. */
export async function readPngGraph(png: Uint8Array, definitions: Definitions): Promise<GraphDocument> {
  const chunk = [...chunksOf(png)].find(isGraph)
  if (!chunk) throw new ShareError('This picture carries no Genloom graph.')
  const text = chunk.data.subarray(textHeader.length)
  if (text.length > textLimit) {
    throw new ShareError(`The picture's graph has ${text.length} bytes; at most ${textLimit} are read.`)
  }
  return reading('The picture carries no valid graph', () =>
    parseDocument(new TextDecoder('utf-8', { fatal: true }).decode(text), definitions),
  )
}

function* chunksOf(png: Uint8Array): Generator<Chunk> {
  if (!isPng(png)) throw new ShareError('This is not a PNG picture.')
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength)
  for (let at = signature.length; ; ) {
    const length = at + 12 <= png.length ? view.getUint32(at) : Number.POSITIVE_INFINITY
    const end = at + 12 + length
    if (end > png.length) throw new ShareError('The picture is cut off.')
    const type = String.fromCharCode(...png.subarray(at + 4, at + 8))
    if (crc32(png.subarray(at + 4, end - 4)) !== view.getUint32(end - 4)) {
      throw new ShareError(`The picture is damaged: the checksum of its ${JSON.stringify(type)} part does not match.`)
    }
    yield { type, data: png.subarray(at + 8, end - 4), whole: png.subarray(at, end) }
    if (type === 'IEND') return
    at = end
  }
}

const isGraph = ({ type, data }: Chunk): boolean => type === 'iTXt' && startsWith(data, textHeader)

const startsWith = (bytes: Uint8Array, start: Uint8Array): boolean =>
  bytes.length >= start.length && start.every((byte, i) => bytes[i] === byte)

function makeChunk(type: string, data: Uint8Array): Uint8Array {
  const chunk = new Uint8Array(data.length + 12)
  const view = new DataView(chunk.buffer)
  view.setUint32(0, data.length)
  chunk.set(new TextEncoder().encode(type), 4)
  chunk.set(data, 8)
  view.setUint32(data.length + 8, crc32(chunk.subarray(4, data.length + 8)))
  return chunk
}
