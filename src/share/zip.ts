// Zip archives (PKWARE APPNOTE.TXT). Written by fflate; read here, because untrusted archives need checks that fflate lacks: a
// limit on the actual unpacked size, and the checksum.
import { type ZippableFile, zipSync } from 'fflate'
import { crc32 } from '../engine/formats/crc32.ts'
import { inflate } from './deflate.ts'

const signatures = { localHeader: 0x04034b50, centralHeader: 0x02014b50, end: 0x06054b50 }
const endBytes = 22
const centralHeaderBytes = 46
const localHeaderBytes = 30
const methods = { stored: 0, deflated: 8 }
/** The earliest time that zip can represent, so that equal content gives equal bytes. */
const noTime = new Date(1980, 0, 1)

export interface ArchiveEntry {
  readonly path: string
  readonly bytes: Uint8Array
}

/** Floats hardly compress, so large entries are stored uncompressed. */
export function writeZip(entries: readonly ArchiveEntry[]): Uint8Array<ArrayBuffer> {
  const files = entries.map(({ path, bytes }): [string, ZippableFile] => {
    const level = path.endsWith('.safetensors') ? 0 : 9
    return [path, [bytes, { level, mtime: noTime }]]
  })
  return new Uint8Array(zipSync(Object.fromEntries(files)))
}

export const isZip = (bytes: Uint8Array): boolean =>
  bytes.length >= endBytes && viewOf(bytes).getUint32(0, true) === signatures.localHeader

/** Unpacks the entries named in `limits`, each up to its limit in bytes; others are ignored. @throws {Error} for a damaged
 * archive, a wrong checksum, or an entry over its limit.
 */
export async function readZip(
  bytes: Uint8Array,
  limits: ReadonlyMap<string, number>,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const view = viewOf(bytes)
  const end = findEnd(view)
  const found = new Map<string, Uint8Array>()
  let at = view.getUint32(end + 16, true)
  for (let left = view.getUint16(end + 10, true); left > 0; left--) {
    if (at + centralHeaderBytes > end || view.getUint32(at, true) !== signatures.centralHeader) {
      throw new Error('the central directory of the archive is damaged')
    }
    const nameLength = view.getUint16(at + 28, true)
    const name = new TextDecoder().decode(bytes.subarray(at + centralHeaderBytes, at + centralHeaderBytes + nameLength))
    const limit = limits.get(name)
    if (limit !== undefined) found.set(name, await readEntry(bytes, view, at, name, limit))
    at += centralHeaderBytes + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return found
}

/** The end record is last, before a comment of at most 65,535 bytes. */
function findEnd(view: DataView): number {
  const earliest = Math.max(0, view.byteLength - endBytes - 0xffff)
  for (let at = view.byteLength - endBytes; at >= earliest; at--) {
    if (view.getUint32(at, true) === signatures.end) return at
  }
  throw new Error('the archive is cut off: it has no end record')
}

async function readEntry(
  bytes: Uint8Array,
  view: DataView,
  header: number,
  name: string,
  limit: number,
): Promise<Uint8Array> {
  const method = view.getUint16(header + 10, true)
  const checksum = view.getUint32(header + 16, true)
  const packedSize = view.getUint32(header + 20, true)
  const size = view.getUint32(header + 24, true)
  if (size > limit) throw new Error(`${name} unpacks to ${size} bytes; at most ${limit} are read`)
  const local = view.getUint32(header + 42, true)
  if (local + localHeaderBytes > bytes.length || view.getUint32(local, true) !== signatures.localHeader) {
    throw new Error(`${name} is not where the central directory of the archive says`)
  }
  const start = local + localHeaderBytes + view.getUint16(local + 26, true) + view.getUint16(local + 28, true)
  const packed = bytes.subarray(start, start + packedSize)
  if (packed.length !== packedSize) throw new Error(`${name} is cut off`)
  if (method !== methods.stored && method !== methods.deflated) {
    throw new Error(`${name} is packed by method ${method}; only stored and deflated entries are read`)
  }
  const unpacked = method === methods.stored ? packed.slice() : await inflate(packed, size, name)
  if (unpacked.length !== size) throw new Error(`${name} unpacks to ${unpacked.length} bytes, expected ${size}`)
  if (crc32(unpacked) !== checksum) throw new Error(`${name} is damaged: its checksum does not match`)
  return unpacked
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
