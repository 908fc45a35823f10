import { galleryWords } from '../../words/gallery.ts'
import { language } from '../../words/locale.ts'

const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const

/** `3 hours ago`; both times in milliseconds since 1970. */
export function timeAgo(then: number, now: number): string {
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'auto' })
  const [unit, length] = units.find(([, size]) => now - then >= size) ?? []
  return unit && length ? format.format(-Math.floor((now - then) / length), unit) : galleryWords.justNow
}
