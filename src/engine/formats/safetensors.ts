// The safetensors file format for 32-bit floats: eight bytes of header length (little-endian), a JSON header, then the
// numbers of all tensors without gaps. https://github.com/huggingface/safetensors#format
// Files may come from anywhere, so everything read is checked before it is used.

import { crc32 } from './crc32.ts'

/** The shape and the values of a tensor, row by row. */
export interface NamedTensor {
  readonly shape: readonly number[]
  readonly values: Float32Array
}

export interface SafetensorsFile {
  readonly tensors: Readonly<Record<string, NamedTensor>>
  readonly metadata: Readonly<Record<string, string>>
}

const lengthBytes = 8
/** The format's own limit against headers made to exhaust memory. */
const maximumHeaderBytes = 100_000_000
const metadataKey = '__metadata__'
/** The files written here begin with their checksum, which is that of the whole file with zeros in its place. */
const checksumKey = 'crc32'
const noChecksum = '0'.repeat(8)
const beforeChecksum = new TextEncoder().encode(`{"${metadataKey}":{"${checksumKey}":"`)

/** Tensors lie in the order of their names. @throws RangeError when a tensor's values do not fill its shape. */
export function writeSafetensors({ tensors, metadata }: SafetensorsFile): Uint8Array<ArrayBuffer> {
  const names = Object.keys(tensors).sort()
  const header: Record<string, unknown> = { [metadataKey]: { [checksumKey]: noChecksum, ...metadata } }
  let end = 0
  for (const name of names) {
    const { shape, values } = tensors[name]!
    if (name === metadataKey || values.length !== elementCount(shape))
      throw new RangeError(`The tensor ${name} of shape [${shape.join(', ')}] cannot hold ${values.length} numbers.`)
    header[name] = { dtype: 'F32', shape, data_offsets: [end, end + values.byteLength] }
    end += values.byteLength
  }
  const json = new TextEncoder().encode(JSON.stringify(header))
  // Padded with spaces, so that the numbers begin at a multiple of eight bytes.
  const dataStart = lengthBytes + Math.ceil(json.length / 8) * 8
  const bytes = new Uint8Array(dataStart + end).fill(0x20, lengthBytes, dataStart)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(dataStart - lengthBytes), true)
  bytes.set(json, lengthBytes)
  let at = dataStart
  for (const name of names) {
    const { values } = tensors[name]!
    bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), at)
    at += values.byteLength
  }
  bytes.set(new TextEncoder().encode(inHex(crc32(bytes))), lengthBytes + beforeChecksum.length)
  return bytes
}

/** @throws Error naming the file when it begins with a checksum, as those written here do, which is another than its own. */
function requireChecksum(bytes: Uint8Array, file: string): void {
  const at = lengthBytes + beforeChecksum.length
  if (!beforeChecksum.every((byte, i) => byte === bytes[lengthBytes + i])) return
  const after = at + noChecksum.length
  const stated = new TextDecoder().decode(bytes.subarray(at, after))
  const zeros = new TextEncoder().encode(noChecksum)
  const found = inHex(crc32(bytes.subarray(after), crc32(zeros, crc32(bytes.subarray(0, at)))))
  if (stated !== found)
    throw new Error(`${file} is damaged: its checksum is ${found}, but it was written with ${stated}.`)
}

const inHex = (checksum: number): string => checksum.toString(16).padStart(8, '0')

/** @throws Error naming the file and the problem when it is not safetensors or holds anything but 32-bit floats. */
export function readSafetensors(bytes: Uint8Array, file: string): SafetensorsFile {
  if (bytes.length < lengthBytes) throw new Error(`${file} is not a safetensors file: it holds ${bytes.length} bytes.`)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const headerBytes = view.getBigUint64(0, true)
  if (headerBytes > maximumHeaderBytes || Number(headerBytes) > bytes.length - lengthBytes)
    throw new Error(`${file} is not a safetensors file: its header of ${headerBytes} bytes does not fit into it.`)
  const dataStart = lengthBytes + Number(headerBytes)
  const header = parseHeader(bytes.subarray(lengthBytes, dataStart), file)
  // Copied, so that floats begin at a multiple of four bytes and the file can be let go.
  const data = new Uint8Array(bytes.subarray(dataStart))
  // As entries: assigning to a name such as __proto__ would not define it.
  const tensors: [string, NamedTensor][] = []
  let used = 0
  for (const [name, entry] of Object.entries(header)) {
    if (name === metadataKey) continue
    const { shape, start, end } = readEntry(name, entry, data.length, file)
    tensors.push([name, { shape, values: new Float32Array(data.buffer, start, (end - start) / 4) }])
    used += end - start
  }
  if (used !== data.length)
    throw new Error(`${file}: its tensors take ${used} bytes, but ${data.length} bytes follow the header.`)
  // Last: what a file lacks says more than that it is another.
  requireChecksum(bytes, file)
  return { tensors: Object.fromEntries(tensors), metadata: readMetadata(header[metadataKey], file) }
}

/**
 * For tensors that a model is to compute with, whose every answer a single such number would spoil.
 * @throws Error naming the file and the first tensor with a number that is not finite.
 */
export function requireFinite(tensors: SafetensorsFile['tensors'], file: string): void {
  for (const [name, { values }] of Object.entries(tensors)) {
    const place = values.findIndex((value) => !Number.isFinite(value))
    if (place === -1) continue
    const count = values.reduce((sum, value) => sum + (Number.isFinite(value) ? 0 : 1), 0)
    const many = `${count} of its ${values.length} ${count === 1 ? 'is' : 'are'} not`
    throw new Error(
      `${file} is damaged: its tensor ${name} should hold finite numbers, but ${many}, the first ${values[place]} at place ${place}.`,
    )
  }
}

function parseHeader(bytes: Uint8Array, file: string): Readonly<Record<string, unknown>> {
  let header: unknown
  try {
    header = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (cause) {
    throw new Error(`${file} is not a safetensors file: its header is not JSON.`, { cause })
  }
  if (!isRecord(header)) throw new Error(`${file} is not a safetensors file: its header is not an object.`)
  return header
}

function readEntry(name: string, entry: unknown, dataBytes: number, file: string) {
  if (!isRecord(entry)) throw new Error(`${file}: the tensor ${name} is not described by an object.`)
  const { dtype, shape, data_offsets: offsets } = entry
  if (dtype !== 'F32') throw new Error(`${file}: the tensor ${name} is of type ${String(dtype)}, expected F32.`)
  if (!isCounts(shape) || !isCounts(offsets) || offsets.length !== 2)
    throw new Error(`${file}: the shape or the place of the tensor ${name} is not a list of integers.`)
  const [start = 0, end = 0] = offsets
  if (end > dataBytes || start % 4 !== 0 || end - start !== 4 * elementCount(shape))
    throw new Error(
      `${file}: the tensor ${name} of shape [${shape.join(', ')}] cannot lie at bytes ${start} to ${end}.`,
    )
  return { shape, start, end }
}

function readMetadata(metadata: unknown, file: string): Readonly<Record<string, string>> {
  if (metadata === undefined) return {}
  if (!isRecord(metadata)) throw new Error(`${file}: its metadata are not an object.`)
  const texts = Object.entries(metadata).map(([key, value]): [string, string] => {
    if (typeof value !== 'string') throw new Error(`${file}: its metadata "${key}" is not text.`)
    return [key, value]
  })
  return Object.fromEntries(texts.filter(([key]) => key !== checksumKey))
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isCounts = (value: unknown): value is readonly number[] =>
  Array.isArray(value) && value.every((one) => Number.isSafeInteger(one) && one >= 0)

const elementCount = (shape: readonly number[]): number => shape.reduce((product, extent) => product * extent, 1)
