// Formats measured numbers for display.

/** Four significant digits, with a stable number of decimals while the value changes little. */
export function measured(value: number | undefined): string {
  if (value === undefined) return '–'
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'not a number' : 'infinite'
  const size = Math.abs(value)
  if (size !== 0 && (size < 0.001 || size >= 1e5)) return powerOfTen(value)
  const decimals = size === 0 ? 2 : Math.min(4, Math.max(0, 3 - Math.floor(Math.log10(size))))
  return value.toFixed(decimals)
}

/** Such as `2.7e8`. */
export const powerOfTen = (value: number): string => value.toExponential(1).replace('e+', 'e')
