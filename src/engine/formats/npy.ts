// NumPy's array file, format version 1.0, for 32-bit floats and bytes in C order.
// https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
// Numbers lie in the file as they do in memory: every JavaScript engine of today is little-endian.

export type NpyArray = {
  readonly shape: readonly number[]
  readonly data: Float32Array | Uint8Array
}

const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59] // \x93NUMPY
const preambleBytes = 10 // magic, two bytes of version, two of header length
const alignment = 64

function product(shape: readonly number[]): number {
  return shape.reduce((size, side) => size * side, 1)
}

/** @throws RangeError when the data do not fill the shape. */
export function writeNpy({ shape, data }: NpyArray): Uint8Array<ArrayBuffer> {
  if (data.length !== product(shape))
    throw new RangeError(
      `An array of shape [${shape.join(', ')}] has ${product(shape)} numbers, received ${data.length}`,
    )
  const descr = data instanceof Float32Array ? '<f4' : '|u1'
  // Python's tuple of one has a trailing comma.
  const tuple = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`
  const dictionary = `{'descr': '${descr}', 'fortran_order': False, 'shape': ${tuple}, }`
  // Padded with spaces and ended by a newline, so that the data begin at a multiple of 64 bytes.
  const dataStart = Math.ceil((preambleBytes + dictionary.length + 1) / alignment) * alignment
  const bytes = new Uint8Array(dataStart + data.byteLength).fill(0x20, 0, dataStart - 1)
  bytes.set([...magic, 1, 0], 0)
  new DataView(bytes.buffer).setUint16(8, dataStart - preambleBytes, true)
  bytes.set(new TextEncoder().encode(dictionary), preambleBytes)
  bytes[dataStart - 1] = 0x0a
  bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), dataStart)
  return bytes
}

/** @throws Error naming the file when it is not version 1.0, C order, '<f4' or '|u1', or not of the length its shape says. */
export function readNpy(bytes: Uint8Array, file: string): NpyArray {
  if (bytes.length < preambleBytes || magic.some((byte, index) => bytes[index] !== byte))
    throw new Error(`${file} is not a .npy file`)
  if (bytes[6] !== 1 || bytes[7] !== 0)
    throw new Error(`${file} has .npy version ${bytes[6]}.${bytes[7]}, expected 1.0`)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const dataStart = preambleBytes + view.getUint16(8, true)
  const header = new TextDecoder('latin1').decode(bytes.subarray(preambleBytes, dataStart))
  const descr = /'descr':\s*'([^']*)'/.exec(header)?.[1]
  if (descr !== '<f4' && descr !== '|u1') throw new Error(`${file} holds numbers of type ${descr}, expected <f4 or |u1`)
  if (!/'fortran_order':\s*False/.test(header)) throw new Error(`${file} is not in C order`)
  const tuple = /'shape':\s*\(([\d,\s]*)\)/.exec(header)?.[1]
  if (tuple === undefined) throw new Error(`${file} states no shape`)
  const shape = (tuple.match(/\d+/g) ?? []).map(Number)
  // Copied, so that floats begin at a multiple of four bytes.
  const body = new Uint8Array(bytes.subarray(dataStart))
  const expected = product(shape) * (descr === '<f4' ? 4 : 1)
  if (body.length !== expected)
    throw new Error(`${file} holds ${body.length} bytes of data, expected ${expected} for shape (${tuple})`)
  return { shape, data: descr === '<f4' ? new Float32Array(body.buffer) : body }
}
