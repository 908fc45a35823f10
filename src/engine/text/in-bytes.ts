/** Of bytes, for people: `12.3 MB`. */
export function inBytes(count: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB']
  const power = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, count)) / 3)))
  return `${Number((count / 1000 ** power).toPrecision(3))} ${units[power]}`
}
