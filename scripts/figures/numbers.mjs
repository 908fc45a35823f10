// The numbers of about.md: which of them are figures, which are given, and which are unaccounted for.

/** With commas between thousands; not a digit of a name, and no minus that joins two numbers. */
const number = /(?<![\p{L}\d_.])(?:(?<![\d\p{L}])-)?\d+(?:,\d{3}(?!\d))*(?:\.\d+)?/gu

/** @param {string} text of a number */
export const numberOf = (text) => Number(text.replaceAll(',', ''))

/**
 * What about.md and its figures do not agree on: numbers that are neither figures nor given, figures that do not stand
 * there, and words that are given and do not.
 * @param {string} about
 * @param {import('./figures-file.mjs').FiguresFile} file
 * @returns {readonly string[]}
 */
export function disagreements(about, { figures, given }) {
  const statements = statementsOf(about).map((text) => ({ text, free: [...text.matchAll(number)] }))
  const wrong = given
    .filter(({ text }) => !statements.some((statement) => statement.text.includes(text)))
    .map(({ text }) => `"${text}" is given, but does not stand in about.md.`)
  for (const statement of statements)
    for (const { text } of given)
      for (let at = statement.text.indexOf(text); at >= 0; at = statement.text.indexOf(text, at + 1))
        statement.free = statement.free.filter(({ index, 0: { length } }) => {
          return index < at || index + length > at + text.length
        })
  for (const { figure, row, text } of figures) {
    const places = statements.filter((statement) => statement.text.includes(row))
    const [place] = places
    if (!place || places.length > 1) {
      wrong.push(`${figure}: "${row}" stands in ${places.length} places of about.md, and should in one.`)
      continue
    }
    const end = place.text.indexOf(row) + row.length
    const found = place.free.find(({ index, 0: token }) => index >= end && token === text)
    if (!found) wrong.push(`${figure}: ${text} does not stand behind "${row}".`)
    place.free = place.free.filter((one) => one !== found)
  }
  for (const { text, free } of statements)
    for (const { 0: token } of free) wrong.push(`${token} in "${text}" is neither a figure nor given.`)
  return wrong
}

/**
 * Rows, items and paragraphs, each in one line. Formulas, addresses and the numbers of a list are left out.
 * @param {string} about
 * @returns {readonly string[]}
 */
function statementsOf(about) {
  const plain = about.replaceAll(/\$\$[^$]*\$\$|\$[^$]*\$/g, ' ').replaceAll(/\]\([^\s]*?\)(?=[\s,.;:)|]|$)/gm, ']')
  /** @type {string[]} */
  const statements = []
  let isOpen = false
  for (const line of plain.split('\n')) {
    const begins = /^(\||- |\d+\. |#|---|\w+: )/.test(line)
    if (line.trim() === '') isOpen = false
    else if (isOpen && !begins) statements.push(`${statements.pop()} ${line.trim()}`)
    else {
      statements.push(line.replace(/^\d+\. /, '').trim())
      isOpen = !line.startsWith('|')
    }
  }
  return statements
}
