// Documented figures against measured ones.
import { readFigures } from './figures-file.mjs'
import { numberOf } from './numbers.mjs'

/** The problem of a figure, or nothing. A fraction may differ by one in its last place, by which processors round otherwise; a
 * count may not.
 * @param {string} template
 * @param {import('./figures-file.mjs').Figure} figure
 * @param {unknown} printed What the command line printed, by its source.
 * @returns {string | undefined}
 */
export function difference(template, { figure, text, measured = [], scale = 1 }, printed) {
  const found = measured.reduce(
    (/** @type {unknown} */ value, key) =>
      typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined,
    printed,
  )
  if (typeof found !== 'number' || !Number.isFinite(found))
    return `${template}: ${figure} is documented as ${text}, but nothing was measured at ${measured.join('.')}.`
  return unlike(template, figure, text, found * scale, 'was measured')
}

/** The problem of a figure that follows from others in the texts, or nothing.
 * @param {string} folder
 * @param {string} template
 * @param {import('./figures-file.mjs').Figure} figure
 * @returns {string | undefined}
 * @throws Error where there is no such other.
 */
export function derivedDifference(folder, template, { figure, text, derived, repeats }) {
  const find = (/** @type {string} */ where, /** @type {string} */ name) => {
    const other = readFigures(folder, where).figures.find((one) => one.figure === name)
    if (!other)
      throw new Error(`${template}: ${figure} follows from "${name}" of ${where}, which is not a figure there.`)
    return other.text
  }
  if (repeats) {
    const own = find(repeats.template, repeats.figure)
    if (own === text) return undefined
    return `${template}: ${figure} is documented as ${text}, but as ${own} in ${repeats.template}.`
  }
  if (!derived) return undefined
  const of = numberOf(find(template, derived.of))
  const from = numberOf(find(template, derived.from))
  const follows = derived.as === 'difference' ? of - from : 100 * (of / from - 1)
  return unlike(template, figure, text, follows, `follows from ${derived.of} and ${derived.from}`)
}

/**
 * @param {string} template
 * @param {string} figure
 * @param {string} text
 * @param {number} found
 * @param {string} how
 */
function unlike(template, figure, text, found, how) {
  const places = text.split('.')[1]?.length ?? 0
  const told = found.toFixed(places)
  const allowed = Number.isInteger(found) ? 0 : 1.001 * 10 ** -places
  if (Math.abs(Number(told) - numberOf(text)) <= allowed) return undefined
  return `${template}: ${figure} is documented as ${text}, but ${told} ${how}.`
}
