// The figures of a template: what its about.md says of trained models, in a form that can be measured again. `figures.json`
// beside it names each number, and all the numbers that are not our measurements.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * @typedef {object} Figure
 * @property {string} figure What it is, for people; no two of a template are called the same.
 * @property {string} row How the row of about.md begins in which it stands, or words of the sentences before it.
 * @property {string} text As it stands there.
 * @property {readonly string[]} [measured] The way to it: where it is from (`Source`), then as it is printed there.
 * @property {Derived} [derived] In place of `measured`: it follows from two others of the template.
 * @property {{ readonly template: string, readonly figure: string }} [repeats] In place of `measured`: it is another's.
 * @property {string} [variant] Of the graph; without it the template's own.
 * @property {number} [seed] Of training; without it the template's.
 * @property {number} [importance] Draws for each example.
 * @property {number} [scale] What the number measured is multiplied by, 100 for per cent.
 */

/** `graph` is the graph itself, `check` the output of `genloom check`; `test` that of `train` for the test split after training,
 * `train` and `validation` that of `evaluate` for these splits, `importance` its estimate.
 * @typedef {'graph' | 'check' | 'test' | 'train' | 'validation' | 'importance'} Source
 */

/**
 * What follows from two figures, by their names.
 * @typedef {object} Derived
 * @property {string} of
 * @property {string} from
 * @property {'difference' | 'per cent more'} as
 */

/**
 * A graph that differs from the template's.
 * @typedef {object} Variant
 * @property {readonly string[]} [without] Nodes that are taken out, with their wires.
 * @property {Readonly<Record<string, Readonly<Record<string, unknown>>>>} [params] By node, those that differ.
 * @property {Readonly<Record<string, unknown>>} [training] Settings that differ; null takes one away.
 */

/**
 * Words of about.md whose numbers were not measured by us, or not by training the template.
 * @typedef {object} Given
 * @property {string} text
 * @property {string} by One of `authorities`.
 */

/**
 * @typedef {object} FiguresFile
 * @property {Readonly<Record<string, Variant>>} [variants]
 * @property {readonly Figure[]} figures
 * @property {readonly Given[]} given
 */

/**
 * A training that figures are of, and the figures.
 * @typedef {object} Run
 * @property {string} name Unlike all others'.
 * @property {string} template
 * @property {string | undefined} variant
 * @property {number | undefined} seed
 * @property {number | undefined} importance
 * @property {ReadonlySet<string>} sources
 * @property {readonly Figure[]} figures
 */

/** What numbers may come from that are not measured here. */
export const authorities = {
  publication: 'a paper, its year, or another project',
  setting: 'a choice made in the graph or the data, or one to try',
  data: 'a count of the data',
  mathematics: 'follows from a formula',
  torch: 'measured by a script of bench/torch',
}

/** Those that are measured without training. */
const untrained = new Set(['graph', 'check'])

/**
 * Names of the templates that have figures.
 * @param {string} folder
 */
export const templatesWithFigures = (folder) =>
  readdirSync(folder).filter((name) => existsSync(join(folder, name, 'figures.json')))

/**
 * @param {string} folder
 * @param {string} template
 * @returns {FiguresFile}
 */
export const readFigures = (folder, template) =>
  JSON.parse(readFileSync(join(folder, template, 'figures.json'), 'utf8'))

/**
 * @param {string} folder
 * @param {string} template
 */
export const readAbout = (folder, template) => readFileSync(join(folder, template, 'about.md'), 'utf8')

/**
 * Trainings, as few as will do.
 * @param {string} template
 * @param {FiguresFile} file
 * @returns {readonly Run[]}
 */
export function runsOf(template, { figures }) {
  /** @type {Map<string, Figure[]>} */
  const byName = new Map()
  for (const figure of figures) {
    if (!figure.measured) continue
    const { variant, seed } = figure
    const name = [template, ...(variant ? [variant] : []), ...(seed === undefined ? [] : [`seed-${seed}`])].join('.')
    byName.set(name, [...(byName.get(name) ?? []), figure])
  }
  return [...byName].map(([name, own]) => ({
    name,
    template,
    variant: own[0]?.variant,
    seed: own[0]?.seed,
    importance: own.find((one) => one.importance)?.importance,
    sources: new Set(own.flatMap(({ measured = [] }) => measured.slice(0, 1))),
    figures: own,
  }))
}

/**
 * Without what has to be trained.
 * @param {Run} run
 * @returns {Run}
 */
export const untrainedPart = (run) => ({
  ...run,
  importance: undefined,
  sources: new Set([...run.sources].filter((source) => untrained.has(source))),
  figures: run.figures.filter(({ measured: [source = ''] = [] }) => untrained.has(source)),
})
