// The texts of the templates say what is measured of them, and what is soon measured is true.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { definitions } from '../../nodes/index.ts'
import { testFolder } from '../../src/cli/fixtures/test-folder.ts'
import { inferGraph } from '../../src/compiler/inference/infer.ts'
import { parseDocument } from '../../src/graph/document-file.ts'
import { root } from '../dependencies.mjs'
import { isFullTest } from '../full-tests.ts'
import { derivedDifference, difference } from './compare.mjs'
import { authorities, readAbout, readFigures, runsOf, untrainedPart } from './figures-file.mjs'
import { measure } from './measure.mjs'
import { disagreements } from './numbers.mjs'
import { variantOf } from './variant.mjs'

const templates = join(root, 'templates')
const folder = testFolder()
const names = readdirSync(templates).filter((name) => existsSync(join(templates, name, 'about.md')))
const allRuns = names.flatMap((name) => runsOf(name, readFigures(templates, name)))

/** Each takes under twenty seconds on one core. */
const soonMeasured = ['realnvp', 'gan-1d', 'gan-1d.momentum']
/** Each takes under a minute on one core. */
const laterMeasured = ['gan-digits.log-odds', 'made', 'vae-layers', 'vae', 'vae.seed-2', 'vae.seed-3']
const measuredHere = isFullTest ? [...soonMeasured, ...laterMeasured] : soonMeasured

describe.each(names)('%s', (name) => {
  const file = readFigures(templates, name)

  test('every number of its text is a figure, or said not to be measured', () => {
    expect(disagreements(readAbout(templates, name), file)).toEqual([])
  })

  test('every figure has a unique name and one way to obtain it', () => {
    expect(new Set(file.figures.map(({ figure }) => figure)).size).toBe(file.figures.length)
    for (const { measured, derived, repeats } of file.figures)
      expect([measured, derived, repeats].filter((one) => one !== undefined)).toHaveLength(1)
  })

  test('what is given names what by, in words about the number', () => {
    for (const { text, by } of file.given) {
      expect(Object.keys(authorities)).toContain(by)
      expect(text).toMatch(/\p{L}/u)
      if (by === 'torch')
        expect(existsSync(join(root, /bench\/torch\/\w+\.py/.exec(text)?.[0] ?? 'no script'))).toBe(true)
    }
  })

  test('what follows from other figures does', () => {
    expect(file.figures.flatMap((figure) => derivedDifference(templates, name, figure) ?? [])).toEqual([])
  })

  test('its variants are graphs without problems', () => {
    const graph = JSON.parse(readFileSync(join(templates, name, 'graph.json'), 'utf8'))
    for (const variant of Object.values(file.variants ?? {})) {
      const document = parseDocument(JSON.stringify(variantOf(graph, variant)), definitions)
      expect(inferGraph(document, definitions).problems).toEqual([])
    }
  })
})

const untrained = allRuns.map(untrainedPart).filter(({ figures }) => figures.length)
test.each(untrained)('$name has the settings and the weights that are documented', (run) => expectAsDocumented(run))

const soon = allRuns.filter(({ name }) => measuredHere.includes(name))
test.each(soon)('$name is trained to what is documented', { timeout: 600_000 }, (run) => expectAsDocumented(run))
test('all that is soon measured has figures', () => expect(soon).toHaveLength(measuredHere.length))

function expectAsDocumented(run: (typeof allRuns)[number]): void {
  const file = readFigures(templates, run.template)
  const printed = measure(run, file, { templates, kept: folder(''), isQuiet: true })
  expect(run.figures.flatMap((figure) => difference(run.name, figure, printed) ?? [])).toEqual([])
}

// A point of the moons is (cos t, sin t) or (1 - cos t, 1/2 - sin t) with t even in [0, pi], and noise.
test('the entropy of a Gaussian with the covariance of the two moons is the one that RealNVP is held against', () => {
  const sine = 2 / Math.PI
  const noise = 0.1 ** 2
  const xx = 1 / 2 + 1 / 4 + noise
  const yy = (1 / 2 + 1 / 4 - sine + 1 / 2) / 2 - 1 / 16 + noise
  const xy = (1 / 2 - sine) / 2 - 1 / 8
  const entropy = Math.log(2 * Math.PI * Math.E) + Math.log(xx * yy - xy ** 2) / 2
  expect(readAbout(templates, 'realnvp')).toContain(
    `| a single Gaussian with full covariance | ${entropy.toFixed(3)} |`,
  )
})
