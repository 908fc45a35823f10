import { describe, expect, it } from 'vitest'
import { randomStream } from '../random/random-stream.ts'
import { binarise, evaluationStream } from './binarise.ts'

const everyByte = Uint8Array.from({ length: 256 }, (_, v) => v)
const stream = randomStream(1, 'data/digits', 0)

describe('binarise', () => {
  it('scales bytes to the unit interval', () => {
    const out = new Float32Array(256)
    binarise(everyByte, 'none', stream, out)
    expect(out).toEqual(Float32Array.from(everyByte, (v) => v / 255))
    expect([out[0], out[255]]).toEqual([0, 1])
  })

  it('keeps whole levels', () => {
    const out = new Float32Array(256)
    binarise(everyByte, 'levels', stream, out)
    expect(out).toEqual(Float32Array.from(everyByte))
  })

  it('is 1 from 128 up by threshold', () => {
    const out = new Float32Array(256).fill(Number.NaN)
    binarise(everyByte, 'threshold', stream, out)
    expect(Array.from(out)).toEqual([...new Array<number>(128).fill(0), ...new Array<number>(128).fill(1)])
  })

  it('draws ones as often as the intensity says, dynamically', () => {
    // 51 / 255 = 1 / 5: within four standard deviations.
    const n = 100_000
    const out = new Float32Array(n)
    binarise(new Uint8Array(n).fill(51), 'dynamic', stream, out)
    expect(out.every((x) => x === 0 || x === 1)).toBe(true)
    const mean = out.reduce((sum, x) => sum + x, 0) / n
    expect(Math.abs(mean - 0.2)).toBeLessThan(4 * Math.sqrt((0.2 * 0.8) / n))
  })

  it.each(['none', 'levels', 'threshold', 'dynamic'] as const)(
    'refuses places that are not as many as the pixels, by %s',
    (mode) => {
      expect(() => binarise(everyByte, mode, stream, new Float32Array(255))).toThrow(/256 pixels .* received 255/)
    },
  )
})

describe('evaluationStream', () => {
  it('differs between splits and between examples', () => {
    const grey = new Uint8Array(784).fill(128)
    const drawn = (split: 'validation' | 'test', index: number) => {
      const out = new Float32Array(784)
      binarise(grey, 'dynamic', evaluationStream(split, index), out)
      return out.join('')
    }
    expect(new Set([drawn('test', 0), drawn('test', 1), drawn('validation', 0), drawn('validation', 1)]).size).toBe(4)
    expect(drawn('test', 1)).toBe(drawn('test', 1))
  })
})
