import { deflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { Dataset } from './dataset.ts'
import { digitsFileBytes } from './digits.ts'
import { loadDataset } from './load.ts'

/** A digits file with the true number of each class, and image i's first pixel i mod 256. */
function digitsFile(): Uint8Array {
  const counts = [1001, 1127, 991, 1032, 980, 863, 1014, 1070, 944, 978]
  const bytes = new Uint8Array(digitsFileBytes)
  bytes.set(Buffer.from('GLU8'))
  const header = new DataView(bytes.buffer)
  for (const [word, value] of [10_000, 28, 28, 1, 10].entries()) header.setUint32(4 + 4 * word, value, true)
  for (let i = 0; i < 10_000; i++) bytes[24 + 784 * i] = i % 256
  bytes.set(
    counts.flatMap((count, label) => new Array<number>(count).fill(label)),
    24 + 784 * 10_000,
  )
  return bytes
}

const packed = deflateRawSync(digitsFile())
const serving = (bytes: Uint8Array) => async () => bytes

describe('loadDataset', () => {
  it('fetches, unpacks and parses the file of the name', async () => {
    const paths: string[] = []
    const digits = await loadDataset('digits', async (path) => {
      paths.push(path)
      return packed
    })
    expect(paths).toEqual(['data/digits.bin'])
    expect([digits.name, digits.train.count, digits.validation.count, digits.test.count]).toEqual([
      'digits',
      8004,
      999,
      997,
    ])
    // The first two of class 0 and 1 are images 0, 1001, 1, 1002 of the file.
    const first = [0, 10].map((index) => digits.train.element === 'byte' && digits.train.images[784 * index])
    expect(first).toEqual([0, 1])
    expect(digits.train.element === 'byte' && digits.train.images[784]).toBe(1001 % 256)
  })

  it('loads a name once for a caller with a memory, and again after a failure', async () => {
    const loaded = new Map<string, Promise<Dataset>>()
    let fetches = 0
    const offline = async () => {
      throw new Error('no connection')
    }
    await expect(loadDataset('digits', offline, loaded)).rejects.toThrow('no connection')
    const fetching = async () => {
      fetches += 1
      return packed
    }
    const [first, second] = await Promise.all([
      loadDataset('digits', fetching, loaded),
      loadDataset('digits', fetching, loaded),
    ])
    // Compared here, because the difference of two datasets is long to print.
    expect(second === first).toBe(true)
    expect(fetches).toBe(1)
    expect((await loadDataset('digits', fetching)) === first).toBe(false)
  })

  it('makes a variant of the digits that it has, and the digits themselves by any of their addresses', async () => {
    const loaded = new Map<string, Promise<Dataset>>()
    let fetches = 0
    const fetching = async () => {
      fetches += 1
      return packed
    }
    const zeros = await loadDataset('digits?size=14&classes=0', fetching, loaded)
    expect([zeros.name, zeros.shape, zeros.classes]).toEqual(['digits?size=14&classes=0', [14, 14, 1], 1])
    // Of 1,001 zeros the first 801 are for training, the last 100 for the test.
    expect([zeros.train.count, zeros.validation.count, zeros.test.count]).toEqual([801, 100, 100])
    const whole = await loadDataset('digits', fetching, loaded)
    expect((await loadDataset('digits?size=28', fetching, loaded)) === whole).toBe(true)
    expect(fetches).toBe(1)
  })

  it('refuses an unknown name', async () => {
    await expect(loadDataset('toString', serving(packed))).rejects.toThrow(
      /No dataset is named "toString"; known: digits/,
    )
  })

  it.each([
    [
      'is not compressed',
      new TextEncoder().encode('<!doctype html>'),
      /data\/digits\.bin is damaged or not compressed/,
    ],
    ['is empty', new Uint8Array(0), /data\/digits\.bin is damaged or not compressed/],
    ['lacks its end', packed.subarray(0, packed.length - 10), /data\/digits\.bin is damaged or not compressed/],
    ['is too short inside', deflateRawSync(new Uint8Array(10)), /data\/digits\.bin holds 10 bytes/],
    ['is something else inside', deflateRawSync(new Uint8Array(100)), /data\/digits\.bin is not a packed image file/],
    [
      'unpacks to too much',
      deflateRawSync(new Uint8Array(2 ** 26)),
      /data\/digits\.bin unpacks to more than the 7850024/,
    ],
  ])('refuses a file that %s, naming it', async (_, bytes, message) => {
    await expect(loadDataset('digits', serving(bytes))).rejects.toThrow(message)
  })
})
