// Numbers as people read them at a glance.

/** `330k`, `1.2M`. */
export function shortCount(count: number): string {
  if (count < 1000) return String(count)
  const units = [
    [1e9, 'G'],
    [1e6, 'M'],
    [1e3, 'k'],
  ] as const
  const [size, unit] = units.find(([limit]) => count >= limit) ?? [1, '']
  const value = count / size
  return `${value < 10 ? value.toFixed(1).replace(/\.0$/, '') : Math.round(value)}${unit}`
}

/** `330,440`. */
export const fullCount = (count: number): string => count.toLocaleString('en')

/** Six significant digits at most, without trailing zeros. */
export const plainNumber = (value: number): string => String(Number(value.toPrecision(6)))
