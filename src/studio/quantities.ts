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

/** Three significant digits, for what is only roughly known. */
export const rough = (value: number): string => String(Number(value.toPrecision(3)))

export const wholeNumber = (value: number): string => Math.round(value).toLocaleString('en')

/** With a true minus sign, and none before a zero. */
export const decimals = (value: number, places: number): string =>
  Number(value.toFixed(places)).toFixed(places).replace('-', '−')
