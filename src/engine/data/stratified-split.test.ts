import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stratifiedSplit } from './stratified-split.ts'

describe('stratifiedSplit', () => {
  it('divides ten of each class 8, 1, 1 and lets the classes take turns', () => {
    const labels = Uint8Array.from({ length: 20 }, (_, i) => (i < 10 ? 0 : 1))
    const { train, validation, test } = stratifiedSplit(labels, 2)
    expect(Array.from(train)).toEqual([0, 10, 1, 11, 2, 12, 3, 13, 4, 14, 5, 15, 6, 16, 7, 17])
    expect(Array.from(validation)).toEqual([8, 18])
    expect(Array.from(test)).toEqual([9, 19])
  })

  it('puts every example in one split, each class in the order of the source and in the stated proportion', () => {
    fc.assert(
      fc.property(fc.uint8Array({ min: 0, max: 4, maxLength: 300 }), (labels) => {
        const { train, validation, test } = stratifiedSplit(labels, 5)
        expect([...train, ...validation, ...test].sort((a, b) => a - b)).toEqual([...labels.keys()])
        for (let label = 0; label < 5; label++) {
          const own = (indices: Uint32Array) => Array.from(indices).filter((index) => labels[index] === label)
          const inSource = [...labels.keys()].filter((index) => labels[index] === label)
          expect([...own(train), ...own(validation), ...own(test)]).toEqual(inSource)
          const n = inSource.length
          for (const k of own(train).keys()) expect(k / n).toBeLessThan(0.8)
          if (n > own(train).length) expect(own(train).length / n).toBeGreaterThanOrEqual(0.8)
          if (own(test).length > 0) expect((n - own(test).length) / n).toBeGreaterThanOrEqual(0.9)
        }
      }),
    )
  })

  it('refuses a label beyond the classes', () => {
    expect(() => stratifiedSplit(Uint8Array.of(0, 2), 2)).toThrow(/Example 1 has label 2, expected less than 2/)
  })
})
