// Colours of heat-maps: 256 of them between a few anchors, in light and in dark. What is next to nothing has the colour of
// the page in either, so that the same density is as easy to see in both.

export type ColourMapName =
  /** From none to most. */
  | 'density'
  /** From sure of a fake, through undecided, to sure of a real example. */
  | 'judgement'

const entries = 256

const anchors: Readonly<Record<ColourMapName, Readonly<Record<'light' | 'dark', readonly string[]>>>> = {
  density: {
    light: ['#ffffff', '#e3f1dc', '#b4ddcd', '#6fc0c6', '#3597bd', '#2267a6', '#27408b', '#14205a'],
    dark: ['#1a1a1d', '#2b2340', '#3a3a6e', '#36618f', '#358ea1', '#4cb7a5', '#99d8a9', '#f1f7d2'],
  },
  judgement: {
    light: ['#7b3294', '#b58bc4', '#e2d3e8', '#f5f5f3', '#d3ead0', '#86c587', '#1f7f3a'],
    dark: ['#c98ee0', '#8a56a3', '#4e3560', '#1f1f23', '#28513a', '#3f8a57', '#7ed796'],
  },
}

const made = new Map<string, Uint8ClampedArray>()

/** 256 colours of 4 bytes each, RGBA. */
export function colourMap(name: ColourMapName, isDark: boolean): Uint8ClampedArray {
  const key = `${name} ${isDark}`
  const known = made.get(key)
  if (known) return known
  const stops = anchors[name][isDark ? 'dark' : 'light'].map(channelsOf)
  const colours = new Uint8ClampedArray(4 * entries)
  for (let i = 0; i < entries; i++) {
    const at = (i / (entries - 1)) * (stops.length - 1)
    const below = Math.min(Math.floor(at), stops.length - 2)
    for (let channel = 0; channel < 3; channel++) {
      const [a = 0, b = 0] = [stops[below]?.[channel], stops[below + 1]?.[channel]]
      colours[4 * i + channel] = a + (at - below) * (b - a)
    }
    colours[4 * i + 3] = 255
  }
  made.set(key, colours)
  return colours
}

const channelsOf = (hex: string): readonly number[] =>
  [1, 3, 5].map((start) => Number.parseInt(hex.slice(start, start + 2), 16))

/** RGBA of numbers from 0 to 1; values outside take the colour at the end, NaN the first. */
export function coloured(shares: ArrayLike<number>, colours: Uint8ClampedArray): Uint8ClampedArray<ArrayBuffer> {
  const rgba = new Uint8ClampedArray(4 * shares.length)
  for (let i = 0; i < shares.length; i++) {
    const share = shares[i] ?? 0
    const entry = share > 0 ? Math.min(entries - 1, Math.round(share * (entries - 1))) : 0
    rgba.set(colours.subarray(4 * entry, 4 * entry + 4), 4 * i)
  }
  return rgba
}
