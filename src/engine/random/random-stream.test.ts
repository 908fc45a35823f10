import { describe, expect, it } from 'vitest'
import { fillWords, fnv1a, randomStream, substream } from './random-stream.ts'
import { encryptCounters } from './threefry.ts'

describe('fnv1a', () => {
  // The FNV authors' test vectors, 32-bit FNV-1a.
  it.each([
    ['', 0x811c9dc5],
    ['a', 0xe40c292c],
    ['foobar', 0xbf9cf968],
  ])('hashes "%s" to the published value', (text, hash) => {
    expect(fnv1a(text)).toBe(hash)
  })
})

describe('randomStream', () => {
  it('has key (seed, hash of the name) and counter (block, step)', () => {
    const seed = 0xfedcba98
    const words = new Uint32Array(6)
    fillWords(randomStream(seed, 'foobar', 17), 40, 3, words)
    const expected = Uint32Array.of(40, 0, 41, 0, 42, 0)
    encryptCounters(seed, 0xbf9cf968, 17, expected, 3)
    expect(words).toEqual(expected)
  })

  it.each([-1, 0.5, 2 ** 32, Number.NaN])('refuses seed or step %s, naming it', (value) => {
    expect(() => randomStream(value, 'encoder/sampler', 0)).toThrow(/seed must be an integer .* received/)
    expect(() => randomStream(0, 'encoder/sampler', value)).toThrow(/step of the random stream "encoder\/sampler"/)
  })
})

describe('substream', () => {
  it('is the stream of the longer name', () => {
    const parent = randomStream(7, 'data/points', 12)
    expect(substream(substream(parent, 'arc'), 'é')).toEqual(randomStream(7, 'data/points/arc/é', 12))
  })
})
