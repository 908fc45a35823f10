import { describe, expect, it } from 'vitest'
import { encryptCounters } from './threefry.ts'

function block(key: readonly [number, number], counter: readonly [number, number]): string[] {
  const words = Uint32Array.of(counter[0], 0)
  encryptCounters(key[0], key[1], counter[1], words, 1)
  return Array.from(words, (word) => word.toString(16).padStart(8, '0'))
}

describe('Threefry-2x32, 20 rounds', () => {
  // Random123, tests/kat_vectors.
  it.each([
    { key: [0, 0], counter: [0, 0], words: ['6b200159', '99ba4efe'] },
    { key: [0xffffffff, 0xffffffff], counter: [0xffffffff, 0xffffffff], words: ['1cb996fc', 'bb002be7'] },
    { key: [0x13198a2e, 0x03707344], counter: [0x243f6a88, 0x85a308d3], words: ['c4923a9c', '483df7a0'] },
  ] as const)('gives the published words for key $key and counter $counter', ({ key, counter, words }) => {
    expect(block(key, counter)).toEqual(words)
  })

  it('computes each block as if alone, and no block beyond those asked for', () => {
    const first = [7, 0xfffffff0, 7, 123]
    const words = Uint32Array.from([...first, 99].flatMap((counter) => [counter, 1]))
    encryptCounters(11, 13, 17, words, first.length)
    const expected = first.flatMap((counter) => block([11, 13], [counter, 17]).map((word) => Number.parseInt(word, 16)))
    expect(Array.from(words)).toEqual([...expected, 99, 1])
  })
})
