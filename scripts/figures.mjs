// npm run figures [-- TEMPLATE ...]: trains the templates that have figures, as their about.md says, and measures each figure
// again. Exit status 1 where any differs.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from './dependencies.mjs'
import { difference, runsOf, templatesWithFigures } from './template-figures.mjs'

const known = templatesWithFigures()
const wanted = process.argv.slice(2)
const stranger = wanted.find((name) => !known.includes(name))
if (stranger !== undefined) {
  console.error(`There are no figures of "${stranger}". Templates with figures: ${known.join(', ')}.`)
  process.exit(2)
}

const folder = mkdtempSync(join(tmpdir(), 'genloom-figures-'))
let differences = 0
try {
  for (const run of (wanted.length ? wanted : known).flatMap(runsOf)) {
    const printed = measure(run)
    for (const figure of run.figures) {
      const wrong = difference(run.template, figure, printed)
      if (wrong) differences++
      console.log(wrong ?? `${run.template}: ${figure.figure} is ${figure.text}, as documented.`)
    }
  }
} finally {
  rmSync(folder, { recursive: true })
}
console.log(differences ? `${differences} figures differ.` : 'All figures are as documented.')
process.exitCode = differences ? 1 : 0

/** @param {import('./template-figures.mjs').Run} run */
function measure({ template, seed, importance }) {
  const out = join(folder, `${template}-${seed ?? 'own'}`)
  const seeds = seed === undefined ? [] : ['--seed', String(seed)]
  const { test } = genloom('train', template, ...seeds, '--out', out)
  if (importance === undefined) return { test }
  const weights = join(out, 'weights.safetensors')
  return { test, ...genloom('evaluate', template, '--weights', weights, '--importance', String(importance)) }
}

/** @param {readonly string[]} args */
function genloom(...args) {
  const command = [join(root, 'scripts/genloom.mjs'), ...args, '--json']
  return JSON.parse(execFileSync(process.execPath, command, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }))
}
