// The figures of the templates: what about.md says of trained models, in a form that can be measured again. `figures.json`
// beside it names each: the row of the table, or the line, in which it stands, the text that stands there, and where it
// is found in what `genloom train` and `genloom evaluate` print.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './dependencies.mjs'

/**
 * @typedef {object} Figure
 * @property {string} figure What it is, for people.
 * @property {string} row How the row of about.md begins in which it stands, or a part of the line.
 * @property {string} text As it stands there.
 * @property {readonly string[]} measured The way to it: `test`, then as `train --json` tells it; or `importance`, then as
 * `evaluate --importance` does.
 * @property {number} [seed] Of training; without it the template's.
 * @property {number} [importance] Draws for each example.
 * @property {number} [scale] What the number measured is multiplied by, 100 for per cent.
 */

/**
 * A training that figures are of, and the figures.
 * @typedef {object} Run
 * @property {string} template
 * @property {number | undefined} seed
 * @property {number | undefined} importance
 * @property {readonly Figure[]} figures
 */

const folder = join(root, 'templates')

/** Names of the templates that have figures. */
export const templatesWithFigures = () =>
  readdirSync(folder).filter((name) => existsSync(join(folder, name, 'figures.json')))

/**
 * @param {string} template
 * @returns {readonly Figure[]}
 */
export const figuresOf = (template) => JSON.parse(readFileSync(join(folder, template, 'figures.json'), 'utf8'))

/** @param {string} template */
export const aboutOf = (template) => readFileSync(join(folder, template, 'about.md'), 'utf8')

/**
 * Trainings, as few as will do.
 * @param {string} template
 * @returns {readonly Run[]}
 */
export function runsOf(template) {
  const figures = figuresOf(template)
  return [...new Set(figures.map(({ seed }) => seed))].map((seed) => {
    const own = figures.filter((one) => one.seed === seed)
    return { template, seed, importance: own.find((one) => one.importance)?.importance, figures: own }
  })
}

/**
 * Whether about.md says it, and how.
 * @param {string} about
 * @param {Figure} figure
 */
export const isSaid = (about, { row, text }) =>
  about
    .split('\n')
    .some((line) => line.includes(row) && numbersIn(line.slice(line.indexOf(row) + row.length)).includes(text))

/**
 * @param {string} line
 * @returns {readonly string[]}
 */
const numbersIn = (line) => line.match(/-?\d+(?:\.\d+)?/g) ?? []

/**
 * What is wrong with a figure, or nothing. It may differ by one in its last place, by which processors round otherwise.
 * @param {string} template
 * @param {Figure} figure
 * @param {unknown} printed What the command line printed, as one object.
 * @returns {string | undefined}
 */
export function difference(template, { figure, text, measured, scale = 1 }, printed) {
  const found = measured.reduce(
    (/** @type {unknown} */ value, key) =>
      typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined,
    printed,
  )
  if (typeof found !== 'number' || !Number.isFinite(found))
    return `${template}: ${figure} is documented as ${text}, but nothing was measured at ${measured.join('.')}.`
  const places = text.split('.')[1]?.length ?? 0
  const told = (found * scale).toFixed(places)
  const unit = 10 ** -places
  if (Math.abs(Number(told) - Number(text)) <= 1.001 * unit) return undefined
  return `${template}: ${figure} is documented as ${text}, but ${told} was measured.`
}
