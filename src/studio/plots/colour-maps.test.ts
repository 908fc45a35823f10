import { describe, expect, it } from 'vitest'
import { coloured, colourMap } from './colour-maps.ts'

/** Relative luminance (WCAG 2.2) of an entry. */
function luminance(map: Uint8ClampedArray, entry: number): number {
  const linear = [0, 1, 2].map((channel) => {
    const value = map[4 * entry + channel]! / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * linear[0]! + 0.7152 * linear[1]! + 0.0722 * linear[2]!
}

describe('colour maps', () => {
  it.each([true, false])('of densities change steadily in lightness, dark: %s', (isDark) => {
    const map = colourMap('density', isDark)
    expect(map).toHaveLength(1024)
    for (let entry = 1; entry < 256; entry++) {
      const change = luminance(map, entry) - luminance(map, entry - 1)
      expect(isDark ? change : -change).toBeGreaterThan(-0.002)
    }
    expect(Math.abs(luminance(map, 255) - luminance(map, 0))).toBeGreaterThan(0.75)
  })

  it.each([true, false])('of judgements have their extremes far from the middle, dark: %s', (isDark) => {
    const map = colourMap('judgement', isDark)
    const [fake, middle, real] = [0, 127, 255].map((entry) => luminance(map, entry))
    for (const end of [fake!, real!]) expect(Math.abs(end - middle!)).toBeGreaterThan(0.3)
  })

  it('give each number its colour, the ends beyond the ends, and the first to NaN', () => {
    const map = colourMap('density', false)
    const rgba = coloured([0, 1, 2, -1, Number.NaN, 0.5], map)
    const entry = (i: number) => Array.from(rgba.subarray(4 * i, 4 * i + 4))
    const [first, last] = [Array.from(map.subarray(0, 4)), Array.from(map.subarray(1020))]
    expect([0, 1, 2, 3, 4].map(entry)).toEqual([first, last, last, first, first])
    expect(entry(5)).toEqual(Array.from(map.subarray(512, 516)))
  })
})
