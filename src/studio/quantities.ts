// Numbers as people read them: durations, rates, nats.

/** Seconds as `7 s`, `3 min 20 s` or `1 h 5 min`. */
export function duration(seconds: number): string {
  if (!Number.isFinite(seconds)) return 'unknown'
  const whole = Math.max(0, Math.round(seconds))
  if (whole < 60) return `${whole} s`
  if (whole < 3600) return joined([Math.floor(whole / 60), 'min'], [whole % 60, 's'])
  return joined([Math.floor(whole / 3600), 'h'], [Math.floor((whole % 3600) / 60), 'min'])
}

const joined = ([a, unit]: [number, string], [b, rest]: [number, string]): string =>
  b === 0 ? `${a} ${unit}` : `${a} ${unit} ${b} ${rest}`

/** Four significant digits, the number of decimals of a column staying the same while it changes little. */
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

/** Three significant digits, for what is only roughly known. */
export const rough = (value: number): string => String(Number(value.toPrecision(3)))

export const wholeNumber = (value: number): string => Math.round(value).toLocaleString('en')

/** With a true minus sign, and none before a zero. */
export const decimals = (value: number, places: number): string =>
  Number(value.toFixed(places)).toFixed(places).replace('-', '−')
