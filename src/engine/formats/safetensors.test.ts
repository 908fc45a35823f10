import { describe, expect, test } from 'vitest'
import { readCheckpoint, writeCheckpoint } from '../../protocol/checkpoint-file.ts'
import { readSafetensors, requireFinite, writeSafetensors } from './safetensors.ts'

const file = {
  tensors: {
    'decoder/bias': { shape: [3], values: Float32Array.of(0.5, -2, 3e-40) },
    'decoder/kernel': { shape: [2, 1], values: Float32Array.of(Number.POSITIVE_INFINITY, -0) },
    empty: { shape: [0, 4], values: new Float32Array() },
    scalar: { shape: [], values: Float32Array.of(7) },
  },
  metadata: { genloom: '0.1.0', note: 'π' },
}

/** A file built by hand from the format's description. */
function rawFile(header: string, data: readonly number[]): Uint8Array {
  const json = new TextEncoder().encode(header)
  const bytes = new Uint8Array(8 + json.length + data.length)
  bytes.set([json.length & 255, json.length >> 8, 0, 0, 0, 0, 0, 0])
  bytes.set(json, 8)
  bytes.set(data, 8 + json.length)
  return bytes
}

describe('safetensors', () => {
  test('writing and reading gives the same tensors, shapes and metadata', () => {
    expect(readSafetensors(writeSafetensors(file), 'x')).toEqual(file)
  })

  test('the bytes are those of the format: length, header sorted by name and padded, little-endian floats', () => {
    const bytes = writeSafetensors({
      tensors: {
        b: { shape: [1], values: Float32Array.of(1) },
        a: { shape: [1, 2], values: Float32Array.of(-2, 0.5) },
      },
      metadata: { k: 'v' },
    })
    const checksum = new TextDecoder().decode(bytes.subarray(8)).match(/"crc32":"([0-9a-f]{8})"/)?.[1]
    const header =
      `{"__metadata__":{"crc32":"${checksum}","k":"v"},` +
      '"a":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]},' +
      '"b":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}}'
    const padded = header.padEnd(Math.ceil(header.length / 8) * 8)
    // -2 = 0xc0000000, 0.5 = 0x3f000000, 1 = 0x3f800000 (IEEE 754).
    expect([...bytes]).toEqual([
      ...[padded.length, 0, 0, 0, 0, 0, 0, 0],
      ...new TextEncoder().encode(padded),
      ...[0, 0, 0, 0xc0, 0, 0, 0, 0x3f, 0, 0, 0x80, 0x3f],
    ])
  })

  test('whatever bit is flipped, the file is refused, or read as the same', () => {
    const small = { tensors: { w: { shape: [2], values: Float32Array.of(1, -2) } }, metadata: { step: '7' } }
    const bytes = writeSafetensors(small)
    const refusals = new Set<string>()
    for (let at = 0; at < 8 * bytes.length; at++) {
      const flipped = bytes.slice()
      flipped[at >> 3]! ^= 1 << (at & 7)
      try {
        expect(readSafetensors(flipped, 'x')).toMatchObject(small)
      } catch (error) {
        if (!(error instanceof Error) || !error.message.startsWith('x')) throw error
        refusals.add(error.message.replace(/[0-9a-f]{8}/g, '…'))
      }
    }
    expect(refusals).toContain('x is damaged: its checksum is …, but it was written with ….')
  })

  test('reads a file that another program wrote, unpadded and not at the start of its buffer', () => {
    const raw = rawFile('{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}', [0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0])
    const shifted = new Uint8Array(raw.length + 3)
    shifted.set(raw, 3)
    expect(readSafetensors(shifted.subarray(3), 'w.safetensors')).toEqual({
      tensors: { w: { shape: [2], values: Float32Array.of(1, -2) } },
      metadata: {},
    })
  })

  test.each([
    ['too short', new Uint8Array(4), 'holds 4 bytes'],
    ['a header longer than the file', Uint8Array.of(255, 0, 0, 0, 0, 0, 0, 0, 123), 'does not fit'],
    ['a header beyond the limit', Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 255), 'does not fit'],
    ['no JSON', rawFile('{', []), 'not JSON'],
    ['other numbers', rawFile('{"w":{"dtype":"BF16","shape":[2],"data_offsets":[0,4]}}', [0, 0, 0, 0]), 'type BF16'],
    ['a place outside', rawFile('{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}', [0, 0, 0, 0]), '0 to 8'],
    ['a shape of another size', rawFile('{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}', [0, 0, 0, 0]), '[2]'],
    ['bytes that belong to no tensor', rawFile('{}', [0]), '1 bytes follow'],
    [
      'a negative shape',
      rawFile('{"w":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}', [0, 0, 0, 0]),
      'list of integers',
    ],
  ])('refuses %s, naming the file', (_, bytes, reason) => {
    expect(() => readSafetensors(bytes, 'weights.safetensors')).toThrow(/^weights\.safetensors/)
    expect(() => readSafetensors(bytes, 'weights.safetensors')).toThrow(reason)
  })

  test('refuses to write a tensor whose values do not fill its shape', () => {
    const tensors = { w: { shape: [2, 2], values: new Float32Array(3) } }
    expect(() => writeSafetensors({ tensors, metadata: {} })).toThrow('w of shape [2, 2] cannot hold 3 numbers')
  })
})

test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])('%d among numbers is named', (value) => {
  const { shape, values } = { shape: [2, 2], values: Float32Array.of(1, 2, value, value) }
  expect(() => requireFinite({ fine: { shape: [1], values: Float32Array.of(3e38) } }, 'w')).not.toThrow()
  expect(() => requireFinite({ 'decoder/kernel': { shape, values } }, 'w.safetensors')).toThrow(
    `w.safetensors is damaged: its tensor decoder/kernel should hold finite numbers, but 2 of its 4 are not, the first ${value} at place 2.`,
  )
})

describe('a checkpoint file', () => {
  const tensors = { ...file.tensors, 'decoder/kernel': { shape: [2, 1], values: Float32Array.of(1e38, -0) } }

  test('keeps step, seconds and tensors', () => {
    const checkpoint = { step: 1234, elapsed: 5.678, tensors }
    const bytes = writeCheckpoint(checkpoint, '0.1.0')
    expect(readCheckpoint(bytes, 'x')).toEqual(checkpoint)
    expect(readSafetensors(bytes, 'x').metadata.genloom).toBe('0.1.0')
  })

  test('weights of another program start at step 0', () => {
    const bytes = writeSafetensors({ tensors, metadata: {} })
    expect(readCheckpoint(bytes, 'x')).toEqual({ step: 0, elapsed: 0, tensors })
  })

  test('an impossible step is refused', () => {
    const bytes = writeSafetensors({ tensors: {}, metadata: { step: '-1' } })
    expect(() => readCheckpoint(bytes, 'w.safetensors')).toThrow('w.safetensors states step -1')
  })

  test('numbers that are not finite are refused', () => {
    const bytes = writeCheckpoint({ step: 1, elapsed: 1, tensors: file.tensors }, '0.1.0')
    expect(() => readCheckpoint(bytes, 'w.safetensors')).toThrow(/^w\.safetensors is damaged: .* decoder\/kernel /)
  })
})
