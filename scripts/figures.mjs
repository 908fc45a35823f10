// npm run figures [-- [--keep FOLDER] TEMPLATE ...]: trains the templates that have figures, as their about.md says, and
// measures each figure again. Exit status 1 where any differs or cannot be measured. What is in the folder of an earlier
// time goes on instead of beginning again.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { root } from './dependencies.mjs'
import { derivedDifference, difference } from './figures/compare.mjs'
import { readFigures, runsOf, templatesWithFigures } from './figures/figures-file.mjs'
import { interrupted, MeasuringError, measure } from './figures/measure.mjs'

const { positionals: wanted, values } = parseArgs({
  allowPositionals: true,
  options: {
    keep: { type: 'string' },
    templates: { type: 'string', default: join(root, 'templates') },
  },
})
const templates = resolve(values.templates)
const known = templatesWithFigures(templates)
const stranger = wanted.find((name) => !known.includes(name))
if (stranger !== undefined) {
  console.error(`There are no figures of "${stranger}". Templates with figures: ${known.join(', ')}.`)
  process.exit(2)
}

// Ctrl-C reaches the training too, which saves its run and ends with its own status; wait for that.
process.on('SIGINT', () => console.error('Waiting for the training to save its run.'))
const kept = values.keep === undefined ? mkdtempSync(join(tmpdir(), 'genloom-figures-')) : resolve(values.keep)
mkdirSync(kept, { recursive: true })
const count = { right: 0, wrong: 0, unmeasured: 0 }
let wasInterrupted = false
try {
  for (const template of wanted.length ? wanted : known) if (!wasInterrupted) measureTemplate(template)
} finally {
  if (values.keep === undefined) rmSync(kept, { recursive: true })
}
const { right, wrong, unmeasured } = count
console.log(`${right} figures are as documented, ${wrong} differ, ${unmeasured} could not be measured.`)
if (wasInterrupted) process.exitCode = interrupted
else if (wrong + unmeasured > 0) process.exitCode = 1

/** @param {string} template */
function measureTemplate(template) {
  const file = readFigures(templates, template)
  for (const run of runsOf(template, file)) {
    try {
      const printed = measure(run, file, { templates, kept })
      for (const figure of run.figures) tell(run.name, figure, difference(run.name, figure, printed))
    } catch (error) {
      if (!(error instanceof MeasuringError)) throw error
      count.unmeasured += run.figures.length
      console.log(`${run.name}: ${run.figures.length} figures could not be measured. ${error.message}`)
      wasInterrupted ||= error.wasInterrupted
      if (wasInterrupted) return
    }
  }
  for (const figure of file.figures)
    if (!figure.measured) tell(template, figure, derivedDifference(templates, template, figure))
}

/**
 * @param {string} name
 * @param {import('./figures/figures-file.mjs').Figure} figure
 * @param {string | undefined} problem
 */
function tell(name, { figure, text }, problem) {
  count[problem ? 'wrong' : 'right']++
  console.log(problem ?? `${name}: ${figure} is ${text}, as documented.`)
}
