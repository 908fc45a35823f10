import { describe, expect, it } from 'vitest'
import { readNpy, writeNpy } from './npy.ts'

const headerOf = (bytes: Uint8Array) => Buffer.from(bytes.subarray(0, 128)).toString('latin1')

describe('writeNpy', () => {
  it('writes what numpy.save writes', () => {
    // numpy 2.4.6: np.save(file, np.arange(6, dtype='<f4').reshape(2, 3)) and np.arange(3, dtype='u1').
    const floats = writeNpy({ shape: [2, 3], data: Float32Array.of(0, 1, 2, 3, 4, 5) })
    const dictionary = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }"
    expect(headerOf(floats)).toBe(`\x93NUMPY\x01\x00v\x00${dictionary.padEnd(117)}\n`)
    expect(Buffer.from(floats.subarray(128)).toString('hex')).toBe('000000000000803f0000004000004040000080400000a040')

    const bytes = writeNpy({ shape: [3], data: Uint8Array.of(0, 1, 2) })
    expect(headerOf(bytes)).toBe(
      `\x93NUMPY\x01\x00v\x00${"{'descr': '|u1', 'fortran_order': False, 'shape': (3,), }".padEnd(117)}\n`,
    )
    expect(Array.from(bytes.subarray(128))).toEqual([0, 1, 2])
  })

  it('writes a view alone, not the memory around it', () => {
    const data = Float32Array.of(9, 1, 2, 9).subarray(1, 3)
    expect(readNpy(writeNpy({ shape: [2], data }), 'x.npy').data).toEqual(Float32Array.of(1, 2))
  })

  it('refuses data that do not fill the shape', () => {
    expect(() => writeNpy({ shape: [2, 3], data: new Uint8Array(5) })).toThrow(/\[2, 3\] has 6 numbers, received 5/)
  })
})

describe('readNpy', () => {
  it.each([
    { shape: [2, 2], data: Float32Array.of(0.1, -1e-40, Number.POSITIVE_INFINITY, Number.NaN) },
    { shape: [], data: Float32Array.of(7) },
    { shape: [0, 28, 28, 1], data: new Uint8Array(0) },
    { shape: [1, 2, 1, 2, 1], data: Uint8Array.of(0, 127, 128, 255) },
    { shape: new Array<number>(40).fill(1), data: Uint8Array.of(1) },
  ])('reads back an array of shape $shape', (array) => {
    const written = writeNpy(array)
    expect(readNpy(written, 'x.npy')).toEqual(array)
    // A file that lies anywhere within a larger buffer.
    const shifted = new Uint8Array(written.length + 3)
    shifted.set(written, 3)
    expect(readNpy(shifted.subarray(3), 'x.npy')).toEqual(array)
  })

  const good = writeNpy({ shape: [2, 3], data: new Float32Array(6) })
  const changed = (from: string, to: string) =>
    new Uint8Array(Buffer.from(Buffer.from(good).toString('latin1').replace(from, to), 'latin1'))

  it.each([
    ['no magic', changed('NUMPY', 'numpy'), /x\.npy is not a \.npy file/],
    ['nothing', new Uint8Array(0), /x\.npy is not a \.npy file/],
    ['version 2.0', changed('\x01\x00', '\x02\x00'), /version 2\.0, expected 1\.0/],
    ['big-endian floats', changed('<f4', '>f4'), /type >f4/],
    ['Fortran order', changed('False', 'True '), /not in C order/],
    ['no shape', changed('shape', 'shope'), /states no shape/],
    ['another shape', changed('(2, 3)', '(2, 4)'), /24 bytes of data, expected 32 for shape \(2, 4\)/],
    ['a missing end', good.subarray(0, -1), /23 bytes of data, expected 24/],
  ])('refuses a file with %s, saying so', (_, bytes, message) => {
    expect(() => readNpy(bytes, 'x.npy')).toThrow(message)
  })
})
